// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { IMarketplace } from "../../../contracts/interfaces/IMarketplace.sol";
import { AgreementView, EpochView, State, States, Terms } from "../../../contracts/types/Types.sol";
import { MIN_EPOCH } from "../utils/Actors.sol";
import { Deal, IMintable, IWorld } from "../utils/IWorld.sol";
import { vm } from "../utils/Vm.sol";
import { BondLog, IStage, Seen, Wrongs } from "./IStage.sol";

interface ILogReader {
    function read(address market) external returns (BondLog[] memory);
}

interface IRoles {
    function setAddress(string calldata getter, address value) external;
}

/// @title See {IStage}.
contract Stage is IStage {
    uint256 private constant SIZE = 8;
    address private constant ELSEWHERE = address(0xDEAD01);

    IWorld public immutable world;
    IMarketplace public immutable market;
    address[2] public vendors = [address(0x5A01), address(0x5A02)];
    address[2] private _clients = [address(0x5B01), address(0x5B02)];
    IMintable[2] public tokens;
    IMintable private immutable _weth;
    mapping(address token => uint256) public donated;
    mapping(string action => uint256) public successes;
    Deal[] private _deals;
    mapping(bytes32 agreementId => uint256) private _indexOf;
    ILogReader private immutable _reader;
    IRoles[] private _chains;
    bool[] private _rotated;
    mapping(bytes32 agreementId => Seen) private _seen;
    Wrongs private _wrongs;

    /// @dev What a call may change. The free money and the state are those of the agreement it is about.
    struct Picture {
        uint256[2] held;
        uint256[2] fees;
        uint256 heldWeth;
        uint256[4] pots;
        State state;
        uint256 freeOfClient;
        uint256 freeOfVendor;
    }

    constructor(IWorld world_) {
        (world, market, _weth) = (world_, world_.market(), world_.weth());
        tokens = [world.token(), world.listToken("Tokens.sol:VoidToken")];
        _reader = ILogReader(world.deploy("LogReader.sol:LogReader", ""));
        address lens = world.deploy("ChainLens.sol:ChainLens", "");
        for (uint256 i = 0; i < SIZE; i++) {
            Terms memory t = world.terms();
            (t.vendor, t.token) = (vendors[i & 1], address(tokens[(i >> 1) & 1]));
            (t.pricePerEpoch, t.setupFee, t.bond) = (1009, 307, 701); // primes: nothing divides evenly
            (t.epochLength, t.sla.maintenance, t.minPrepaidEpochs) = (MIN_EPOCH, 20, 1);
            (t.clientPaysL1, t.l1CapPerEpoch) = (i % 2 == 0, 97);
            (t.reserveWindow, t.startWindow, t.notice, t.grace, t.verdictTimeout) = (200, 200, 70, 130, 40);
            if (i % 3 != 0) t.lens = lens;
            address client = _clients[(i >> 2) & 1];
            _deals.push(world.prepare(t, client, 307 + 3 * 1009));
            _indexOf[_deals[i].id] = i;
            address chain = world.deploy("FakeChain.sol:FakeChain", abi.encode(client, _deals[i].keys));
            _chains.push(IRoles(chain));
            _rotated.push(false);
        }
    }

    function size() external pure returns (uint256) {
        return SIZE;
    }

    function deal(uint256 index) external view returns (Deal memory) {
        return _deals[index];
    }

    function seen(bytes32 agreementId) external view returns (Seen memory) {
        return _seen[agreementId];
    }

    function wrongs() external view returns (Wrongs memory) {
        return _wrongs;
    }

    function perform(
        string memory action,
        address by,
        bytes32 agreementId,
        bytes calldata data
    ) external returns (bool success, bytes memory answer) {
        Deal storage d = _deals[_indexOf[agreementId]];
        Picture memory before = _look(d);
        bool isVerdict = bytes4(data) == IMarketplace.onVerdict.selector;
        bool isDue = isVerdict && _isDue(by, data);
        vm.recordLogs();
        vm.prank(by);
        // Any call, and its failure is part of the play.
        // solhint-disable-next-line avoid-low-level-calls
        (success, answer) = address(market).call(data);
        _readLogs(success);
        if (success) successes[action]++;
        if (bytes4(answer) == bytes4(0x4e487b71)) _wrongs.panicked = true; // Panic(uint256)
        if (!success && bytes4(data) == market.settleMany.selector) _wrongs.settleManyReverted = true;
        if (isVerdict && !success) _wrongs.verdictReverted = true;
        if (isVerdict && success && abi.decode(answer, (bool)) != isDue) _wrongs.verdictMisjudged = true;
        bool isClaim = bytes4(data) == market.claim.selector || bytes4(data) == market.claimL1.selector;
        _compare(d, before, agreementId != 0, isClaim ? by : address(0));
        bool mayFundLess = bytes4(data) == market.withdraw.selector || bytes4(data) == market.amend.selector;
        _compareFunded(d, success && mayFundLess);
    }

    function sendForbidden(address by, bytes memory data) external {
        vm.prank(by);
        // Any call, and it must fail.
        // solhint-disable-next-line avoid-low-level-calls
        (bool success, ) = address(market).call(data);
        if (success) _wrongs.strangerSucceeded = true;
        successes["tryInVain"]++;
    }

    function donate(uint256 tokenIndex, uint256 amount) external {
        tokens[tokenIndex].mint(address(market), amount);
        donated[address(tokens[tokenIndex])] += amount;
        successes["donate"]++;
    }

    function rotate(uint256 index) external {
        _rotated[index] = !_rotated[index];
        _chains[index].setAddress("proposer()", _rotated[index] ? ELSEWHERE : _deals[index].keys.proposer);
        successes["rotate"]++;
    }

    function pass(uint256 elapsed) external {
        vm.warp(vm.getBlockTimestamp() + elapsed);
        successes["pass"]++;
    }

    function chainOf(uint256 index) external view returns (address) {
        return address(_chains[index]);
    }

    /// @dev Whether a verdict must be stored: it is the agreed oracle's, about an open epoch.
    function _isDue(address by, bytes calldata data) private view returns (bool) {
        (bytes32 agreementId, uint32 epoch) = abi.decode(data[4:68], (bytes32, uint32));
        EpochView memory e = market.getEpoch(agreementId, epoch);
        return e.open && by == e.oracle;
    }

    function _look(Deal storage d) private view returns (Picture memory now_) {
        for (uint256 i = 0; i < 2; i++) {
            address token = address(tokens[i]);
            now_.held[i] = tokens[i].balanceOf(address(market));
            now_.fees[i] = market.feesOf(token);
            now_.pots[2 * i] = market.potOf(vendors[0], token);
            now_.pots[2 * i + 1] = market.potOf(vendors[1], token);
        }
        now_.heldWeth = _weth.balanceOf(address(market));
        now_.state = market.getAgreement(d.id).state;
        (now_.freeOfClient, ) = market.freeOf(d.id, d.client);
        (now_.freeOfVendor, ) = market.freeOf(d.id, d.vendor);
        now_.freeOfVendor += market.freeL1Of(d.id, d.vendor);
    }

    function _compare(Deal storage d, Picture memory before, bool isAbout, address claimant) private {
        Picture memory now_ = _look(d);
        if (isAbout) _book(_seen[d.id], before, now_);
        if (!_mayMove(before.state, now_.state)) _wrongs.illegalMove = true;
        if (d.client != claimant && now_.freeOfClient < before.freeOfClient) _wrongs.freeMoneyShrank = true;
        if (d.vendor != claimant && now_.freeOfVendor < before.freeOfVendor) _wrongs.freeMoneyShrank = true;
    }

    /// @dev Only its client funds less, by a withdrawal or an amendment, and never less than what runs and the one prepaid epoch after it.
    function _compareFunded(Deal storage d, bool mayFundLess) private {
        AgreementView memory a = market.getAgreement(d.id);
        uint256 least = _seen[d.id].funded;
        if (mayFundLess) {
            uint256 kept = (vm.getBlockTimestamp() - a.anchor) / MIN_EPOCH + 2;
            if (kept < least) least = kept;
        }
        if (a.fundedEpochs < least) _wrongs.fundedShrank = true;
        _seen[d.id].funded = a.fundedEpochs;
    }

    /// @dev Into the market and out of the pot: in. Out of the market, into the pot, into the fees: out.
    function _book(Seen storage s, Picture memory before, Picture memory now_) private {
        for (uint256 i = 0; i < 2; i++) {
            if (now_.held[i] > before.held[i]) s.moneyIn += now_.held[i] - before.held[i];
            else s.moneyOut += before.held[i] - now_.held[i];
            s.moneyOut += now_.fees[i] - before.fees[i];
        }
        if (now_.heldWeth > before.heldWeth) s.l1In += now_.heldWeth - before.heldWeth;
        else s.l1Out += before.heldWeth - now_.heldWeth;
        for (uint256 i = 0; i < 4; i++) {
            if (now_.pots[i] < before.pots[i]) {
                s.bondLocked += before.pots[i] - now_.pots[i];
                s.moneyIn += before.pots[i] - now_.pots[i];
            } else {
                s.moneyOut += now_.pots[i] - before.pots[i];
            }
        }
    }

    /// @dev The recorder also hands out what a failed call would have logged.
    function _readLogs(bool success) private {
        BondLog[] memory logs = _reader.read(address(market));
        for (uint256 i = 0; success && i < logs.length; i++) {
            Seen storage s = _seen[logs[i].agreementId];
            s.slashed += logs[i].slashed;
            if (logs[i].returned) s.bondReturned = true;
        }
    }

    /// @dev The arrows that one call may take; time alone takes none during a call.
    function _mayMove(State from, State to) private pure returns (bool) {
        if (from == to) return true;
        if (from == States.NONE) return to == States.RESERVED || to == States.REQUESTED;
        if (from == States.RESERVED) return to == States.REQUESTED || to == States.CANCELLED;
        if (from == States.REQUESTED) return to == States.ACTIVE || to == States.CANCELLED;
        if (from == States.ACTIVE) return to == States.ENDED;
        if (from == States.SUSPENDED) return to == States.ACTIVE || to == States.ENDED || to == States.CLOSED;
        return from == States.ENDED && to == States.CLOSED;
    }
}
