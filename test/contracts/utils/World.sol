// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { IMarketplace } from "../../../contracts/interfaces/IMarketplace.sol";
import { IReputation } from "../../../contracts/interfaces/IReputation.sol";
import { Chain, KeySet, Offer, State, States, Terms, Verdict } from "../../../contracts/types/Types.sol";
import {
    CLIENT,
    ENDPOINTS,
    EPOCH,
    EVIDENCE,
    FEE_PPM,
    MIN_EPOCH,
    OPERATOR,
    ORACLE,
    OWNER,
    PRICE,
    RECIPIENT,
    SETUP,
    T0,
    TERMS_URI,
    TIMEOUT,
    VENDOR
} from "./Actors.sol";
import { IOwnedBook } from "./IOwnedBook.sol";
import { Deal, IMintable, IWorld } from "./IWorld.sol";
import { plainTerms } from "./plainTerms.sol";
import { TermsHash } from "./TermsHash.sol";
import { vm } from "./Vm.sol";

/// @title The only implementation of {IWorld}, where everything is said.
contract World is IWorld {
    using TermsHash for *;

    IMarketplace public immutable market;
    IOwnedBook public immutable book;
    IReputation public immutable reputation;
    IMintable public immutable token;
    IMintable public immutable weth;

    uint160 private _nextKey = 0xB000;
    address private _systemConfig = address(0xC001);

    constructor() {
        vm.warp(T0);
        vm.roll(1000);
        weth = IMintable(deploy("WrappedEther.sol:WrappedEther", ""));
        market = IMarketplace(deploy("Marketplace.sol:Marketplace", abi.encode(OWNER, MIN_EPOCH, weth)));
        book = IOwnedBook(address(market.BOOK()));
        reputation = market.REPUTATION();
        token = listToken("Tokens.sol:PlainToken");
        vm.startPrank(OWNER);
        book.setAdapter(ORACLE, true);
        book.setFee(FEE_PPM);
        vm.stopPrank();
        vm.prank(VENDOR);
        book.setOperator(OPERATOR, true);
    }

    function deploy(string memory artifact, bytes memory arguments) public returns (address deployed) {
        bytes memory code = bytes.concat(vm.getCode(artifact), arguments);
        assembly ("memory-safe") {
            deployed := create(0, add(code, 0x20), mload(code))
        }
        vm.assertTrue(deployed != address(0), artifact);
    }

    function listToken(string memory artifact) public returns (IMintable listed) {
        listed = IMintable(deploy(artifact, ""));
        vm.prank(OWNER);
        book.setToken(address(listed), true, 1e18);
    }

    function terms() public view returns (Terms memory) {
        return plainTerms(address(token));
    }

    function offerOf(Terms memory t) public pure returns (Offer memory offer) {
        offer.terms = t.ofTerms();
    }

    function createOffer(Terms memory t, Offer memory offer) public returns (bytes32) {
        vm.prank(t.vendor);
        return book.createOffer(t, offer, TERMS_URI);
    }

    function newKeys() public returns (KeySet memory keys) {
        keys = KeySet(address(_nextKey), address(_nextKey + 1), address(_nextKey + 2), address(_nextKey + 3));
        _nextKey += 4;
    }

    function addKeys(address vendor, KeySet memory keys) public {
        KeySet[] memory sets = new KeySet[](1);
        sets[0] = keys;
        vm.prank(vendor);
        book.addKeySets(sets);
    }

    function mint(IMintable minted, address to, uint256 amount) public {
        minted.mint(to, amount);
        uint256 all = minted.balanceOf(to);
        vm.prank(to);
        minted.approve(address(market), all);
    }

    function addBond(address vendor, uint256 amount) external {
        _addBond(token, vendor, amount);
    }

    function prepare(Terms memory t, address client, uint128 deposit) public returns (Deal memory deal) {
        Offer memory offer = offerOf(t);
        deal = Deal({
            id: 0,
            offerId: offer.ofOffer(),
            termsHash: offer.terms,
            client: client,
            vendor: t.vendor,
            token: t.token,
            deposit: deposit,
            keys: newKeys()
        });
        deal.id = address(market).ofAgreement(client, t.vendor, deal.keys);
        (bytes32 known, , , ) = book.getOffer(deal.offerId);
        if (known == 0) createOffer(t, offer);
        addKeys(t.vendor, deal.keys);
        _addBond(IMintable(t.token), t.vendor, t.bond);
        mint(IMintable(t.token), client, deposit);
    }

    function prepare() external returns (Deal memory) {
        return prepare(terms(), CLIENT, SETUP + 3 * PRICE);
    }

    function accept(Deal memory deal) public {
        Chain memory none;
        vm.prank(deal.client);
        market.accept(deal.offerId, deal.termsHash, deal.keys, deal.deposit, none);
    }

    function chain() public view returns (Chain memory) {
        return Chain({ systemConfig: _systemConfig, l2ChainId: 4242, config: "ipfs://rollup.json" });
    }

    function setSystemConfig(address systemConfig) external {
        _systemConfig = systemConfig;
    }

    function bind(Deal memory deal) public {
        vm.prank(deal.client);
        market.bind(deal.id, deal.keys, chain());
    }

    function start(Deal memory deal) public {
        vm.prank(deal.vendor);
        market.start(deal.id, deal.keys, ENDPOINTS);
    }

    function reserved(Terms memory t, uint256 epochs) public returns (Deal memory deal) {
        deal = prepare(t, CLIENT, uint128(t.setupFee + epochs * t.pricePerEpoch));
        accept(deal);
    }

    function requested(Terms memory t, uint256 epochs) public returns (Deal memory deal) {
        deal = reserved(t, epochs);
        bind(deal);
    }

    function active(Terms memory t, uint256 epochs) public returns (Deal memory deal) {
        deal = requested(t, epochs);
        start(deal);
    }

    function reserved(uint256 epochs) external returns (Deal memory) {
        return reserved(terms(), epochs);
    }

    function requested(uint256 epochs) external returns (Deal memory) {
        return requested(terms(), epochs);
    }

    function active(uint256 epochs) external returns (Deal memory) {
        return active(terms(), epochs);
    }

    function dealIn(State state) external returns (Deal memory deal) {
        if (state == States.NONE) return prepare(terms(), CLIENT, SETUP + 3 * PRICE);
        deal = reserved(terms(), 3);
        if (state == States.RESERVED) return deal;
        if (state == States.CANCELLED) {
            _terminate(deal);
            return deal;
        }
        bind(deal);
        if (state == States.REQUESTED) return deal;
        start(deal);
        if (state == States.ACTIVE) return deal;
        if (state == States.SUSPENDED) {
            vm.warp(vm.getBlockTimestamp() + 3 * EPOCH);
            return deal;
        }
        vm.warp(vm.getBlockTimestamp() + EPOCH + 5);
        _terminate(deal);
        if (state == States.ENDED) return deal;
        vm.warp(vm.getBlockTimestamp() + TIMEOUT);
        market.close(deal.id);
    }

    function topUp(address from, bytes32 agreementId, uint128 amount) external {
        mint(IMintable(market.getAgreement(agreementId).token), from, amount);
        vm.prank(from);
        market.topUp(agreementId, amount);
    }

    function judge(bytes32 agreementId, uint32 epoch, Verdict memory v) public {
        vm.prank(ORACLE);
        vm.assertTrue(market.onVerdict(agreementId, epoch, v, EVIDENCE), "verdict stored");
    }

    function serve(bytes32 agreementId, uint32 from, uint32 to, Verdict memory v) external {
        for (uint32 epoch = from; epoch < to; epoch++) {
            vm.warp(market.getEpoch(agreementId, epoch).end);
            judge(agreementId, epoch, v);
            market.settle(agreementId, 1);
        }
    }

    function stayIdle(bytes32 agreementId, uint32 from, uint32 to) external {
        vm.warp(market.getEpoch(agreementId, to - 1).verdictDeadline);
        vm.assertEq(market.settle(agreementId, to - from), to - from, "settled silent epochs");
    }

    function claim(address party, bytes32 agreementId) external {
        bytes32[] memory ids = new bytes32[](1);
        ids[0] = agreementId;
        vm.prank(party);
        market.claim(ids, RECIPIENT);
    }

    function _addBond(IMintable bondToken, address vendor, uint256 amount) private {
        mint(bondToken, vendor, amount);
        vm.prank(vendor);
        market.addBond(address(bondToken), amount);
    }

    function _terminate(Deal memory deal) private {
        vm.prank(deal.client);
        market.terminate(deal.id);
    }
}
