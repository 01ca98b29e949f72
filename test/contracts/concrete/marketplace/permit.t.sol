// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { Permit } from "../../../../contracts/interfaces/IEscrow.sol";
import { IMarketplace } from "../../../../contracts/interfaces/IMarketplace.sol";
import { Chain, States, Terms } from "../../../../contracts/types/Types.sol";
import { BOND, PRICE, SETUP, STRANGER, T0 } from "../../utils/Actors.sol";
import { Deal, IMintable } from "../../utils/IWorld.sol";
import { MarketBase } from "../../utils/MarketBase.sol";
import { vm } from "../../utils/Vm.sol";

interface IPermitToken {
    function permit(
        address owner,
        address spender,
        uint256 value,
        uint256 deadline,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external;
    function nonces(address owner) external view returns (uint256);
    function DOMAIN_SEPARATOR() external view returns (bytes32);
}

/// @dev {acceptWithPermit} and {topUpWithPermit}: the allowance decides, not the permit.
contract PermitTest is MarketBase {
    bytes32 private constant TYPE = keccak256(
        "Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)"
    );
    uint256 private constant KEY = 0xC11E47;

    error ERC20InsufficientAllowance(address spender, uint256 allowance, uint256 needed);

    IMintable private _erc20;
    address private _client;
    Deal private _deal;
    Chain private _none;

    function setUp() public override {
        super.setUp();
        _erc20 = world.listToken("PermitErc20.sol:PermitErc20");
        _client = vm.addr(KEY);
        Terms memory t = world.terms();
        t.token = address(_erc20);
        _deal = world.prepare(t, _client, SETUP + 3 * PRICE);
        _approve(0);
    }

    function test_accept_TakesByThePermit() external {
        _accept(_sign(_deal.deposit, T0));
        assertLines(_deal.id, SETUP + 3 * uint256(PRICE), 0, BOND);
        assertEq(_erc20.balanceOf(_client), 0, "taken");
    }

    function test_accept_Binds() external {
        Permit memory permit = _sign(_deal.deposit, T0);
        Chain memory chain = world.chain();
        vm.prank(_client);
        bytes32 id = market.acceptWithPermit(_deal.offerId, _deal.termsHash, _deal.keys, _deal.deposit, chain, permit);
        assertEq(id, _deal.id, "id");
        assertStateOf(id, States.REQUESTED);
    }

    /// Anyone may have sent it before.
    function test_accept_IgnoresAUsedPermit() external {
        Permit memory p = _sign(_deal.deposit, T0);
        vm.prank(STRANGER);
        IPermitToken(p.token).permit(_client, address(market), p.value, p.deadline, p.v, p.r, p.s);
        _accept(p);
        assertStateOf(_deal.id, States.RESERVED);
    }

    function test_accept_IgnoresAFailingPermitGiven_Allowance() external {
        _approve(_deal.deposit);
        _accept(_sign(_deal.deposit, T0 - 1)); // expired
        assertStateOf(_deal.id, States.RESERVED);
    }

    /// A token that knows no permits.
    function test_accept_IgnoresGiven_PlainToken() external {
        Deal memory deal = world.prepare(world.terms(), _client, SETUP + 3 * PRICE);
        Permit memory permit = _sign(_deal.deposit, T0);
        permit.token = address(token);
        vm.prank(_client);
        market.acceptWithPermit(deal.offerId, deal.termsHash, deal.keys, deal.deposit, _none, permit);
        assertStateOf(deal.id, States.RESERVED);
    }

    function test_accept_RevertGiven_NeitherPermitNorAllowance() external {
        Permit memory permit = _sign(_deal.deposit, T0 - 1);
        vm.expectRevert(abi.encodeWithSelector(ERC20InsufficientAllowance.selector, address(market), 0, _deal.deposit));
        _accept(permit);
    }

    /// The permit is the caller's: nobody's else moves anything.
    function test_accept_RevertWhen_PermitOfAnother() external {
        Permit memory permit = _sign(_deal.deposit, T0);
        vm.expectRevert(abi.encodeWithSelector(ERC20InsufficientAllowance.selector, address(market), 0, _deal.deposit));
        vm.prank(STRANGER);
        market.acceptWithPermit(_deal.offerId, _deal.termsHash, _deal.keys, _deal.deposit, _none, permit);
    }

    function test_topUp_TakesByThePermit() external {
        _accept(_sign(_deal.deposit, T0));
        _erc20.mint(_client, PRICE);
        Permit memory permit = _sign(PRICE, T0);
        vm.prank(_client);
        market.topUpWithPermit(_deal.id, PRICE, permit);
        assertLines(_deal.id, SETUP + 4 * uint256(PRICE), 0, BOND);
    }

    function test_topUp_RevertGiven_NeitherPermitNorAllowance() external {
        _accept(_sign(_deal.deposit, T0));
        Permit memory permit = _sign(PRICE - 1, T0);
        vm.expectRevert(abi.encodeWithSelector(ERC20InsufficientAllowance.selector, address(market), PRICE - 1, PRICE));
        vm.prank(_client);
        market.topUpWithPermit(_deal.id, PRICE, permit);
    }

    function test_topUp_RevertGiven_Over() external {
        Deal memory deal = world.dealIn(States.CANCELLED);
        Permit memory permit = _sign(1, T0);
        vm.expectRevert(
            abi.encodeWithSelector(IMarketplace.Marketplace_WrongState.selector, deal.id, States.CANCELLED)
        );
        vm.prank(_client);
        market.topUpWithPermit(deal.id, 1, permit);
    }

    function _accept(Permit memory permit) private {
        vm.prank(_client);
        market.acceptWithPermit(_deal.offerId, _deal.termsHash, _deal.keys, _deal.deposit, _none, permit);
    }

    function _approve(uint256 value) private {
        vm.prank(_client);
        _erc20.approve(address(market), value);
    }

    function _sign(uint256 value, uint256 deadline) private view returns (Permit memory permit) {
        IPermitToken erc20 = IPermitToken(address(_erc20));
        bytes32 hash = keccak256(abi.encode(TYPE, _client, address(market), value, erc20.nonces(_client), deadline));
        (permit.token, permit.value, permit.deadline) = (address(erc20), value, deadline);
        bytes32 digest = keccak256(abi.encodePacked(hex"1901", erc20.DOMAIN_SEPARATOR(), hash));
        (permit.v, permit.r, permit.s) = vm.sign(KEY, digest);
    }
}
