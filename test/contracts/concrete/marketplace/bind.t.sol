// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { IMarketplace } from "../../../../contracts/interfaces/IMarketplace.sol";
import { AgreementView, Chain, States, Terms } from "../../../../contracts/types/Types.sol";
import { CLIENT, OPERATOR, RESERVE_WINDOW, START_WINDOW, STRANGER, T0, VENDOR } from "../../utils/Actors.sol";
import { Deal } from "../../utils/IWorld.sol";
import { IFakeChain, RolesBase } from "../../utils/RolesBase.sol";
import { TermsHash } from "../../utils/TermsHash.sol";
import { vm } from "../../utils/Vm.sol";

contract BindTest is RolesBase {
    using TermsHash for *;

    function test_RevertGiven_Requested() external {
        Deal memory deal = world.dealIn(States.REQUESTED);
        _expect(deal, abi.encodeWithSelector(IMarketplace.Marketplace_WrongState.selector, deal.id, States.REQUESTED));
    }

    function test_RevertWhen_CallerNotClient() external {
        Deal memory deal = world.dealIn(States.RESERVED);
        Chain memory chain = world.chain();
        address[3] memory callers = [VENDOR, OPERATOR, STRANGER];
        for (uint256 i = 0; i < callers.length; i++) {
            vm.expectRevert(abi.encodeWithSelector(IMarketplace.Marketplace_NotParty.selector, deal.id, callers[i]));
            vm.prank(callers[i]);
            market.bind(deal.id, deal.keys, chain);
        }
    }

    function test_RevertWhen_TooLate() external {
        Deal memory deal = world.dealIn(States.RESERVED);
        vm.warp(T0 + RESERVE_WINDOW + 1);
        bytes4 selector = IMarketplace.Marketplace_TooLate.selector;
        _expect(deal, abi.encodeWithSelector(selector, deal.id, T0 + RESERVE_WINDOW));
    }

    function test_AllowedAtDeadline() external {
        Deal memory deal = world.dealIn(States.RESERVED);
        vm.warp(T0 + RESERVE_WINDOW);
        world.bind(deal);
        assertEq(market.getAgreement(deal.id).anchor, T0 + RESERVE_WINDOW + START_WINDOW, "the start window runs");
    }

    function test_RevertWhen_KeySetIsAnother() external {
        Deal memory deal = world.dealIn(States.RESERVED);
        deal.keys = world.newKeys();
        bytes4 selector = IMarketplace.Marketplace_WrongKeySet.selector;
        _expect(deal, abi.encodeWithSelector(selector, deal.id, deal.keys.ofKeySet()));
    }

    function test_RevertWhen_NoSystemConfig() external {
        Deal memory deal = world.dealIn(States.RESERVED);
        _expect(
            deal,
            Chain(address(0), 4242, ""),
            abi.encodeWithSelector(IMarketplace.Marketplace_ChainInvalid.selector, address(0), 4242)
        );
    }

    function test_RevertWhen_NoChainId() external {
        Deal memory deal = world.dealIn(States.RESERVED);
        _expect(
            deal,
            Chain(address(0xC001), 0, ""),
            abi.encodeWithSelector(IMarketplace.Marketplace_ChainInvalid.selector, address(0xC001), 0)
        );
    }

    function test_RevertWhen_ConfigTooLong() external {
        Deal memory deal = world.dealIn(States.RESERVED);
        _expect(
            deal,
            Chain(address(0xC001), 4242, string(new bytes(4097))),
            abi.encodeWithSelector(IMarketplace.Marketplace_TextTooLong.selector, 4097, 4096)
        );
    }

    function test_TakesTheLongestConfig() external {
        Deal memory deal = world.dealIn(States.RESERVED);
        vm.prank(CLIENT);
        market.bind(deal.id, deal.keys, Chain(address(0xC001), 4242, string(new bytes(4096))));
        assertStateOf(deal.id, States.REQUESTED);
    }

    function test_RevertWhen_ARoleIsAnothers() external {
        for (uint256 i = 0; i < 5; i++) {
            (Deal memory deal, IFakeChain chain) = _reservedWithChain();
            (string memory getter, bytes32 role, address expected) = _role(i, deal);
            chain.setAddress(getter, STRANGER);
            _expect(deal, _mismatch(role, expected, STRANGER));
        }
    }

    /// A key set whose addresses are all there, but in other roles, is a mismatch.
    function test_RevertWhen_RolesAreSwapped() external {
        (Deal memory deal, IFakeChain chain) = _reservedWithChain();
        chain.setAddress("proposer()", deal.keys.challenger);
        chain.setAddress("challenger()", deal.keys.proposer);
        _expect(deal, _mismatch("proposer", deal.keys.proposer, deal.keys.challenger));
    }

    function test_RevertWhen_NothingStandsThere() external {
        Deal memory deal = world.reserved(_termsWithLens(), 2);
        _expect(deal, _mismatch("owner", CLIENT, address(0)));
    }

    function test_RevertWhen_NoPermissionedGame() external {
        (Deal memory deal, IFakeChain chain) = _reservedWithChain();
        chain.setAddress("gameImpls(uint32)", address(0));
        _expect(deal, _mismatch("proposer", deal.keys.proposer, address(0)));
    }

    function test_BindsAndTells() external {
        (Deal memory deal, IFakeChain chain) = _reservedWithChain();
        vm.expectEmit(address(market));
        emit IMarketplace.ChainBound(deal.id, address(chain), 4242, "ipfs://rollup.json", T0 + START_WINDOW);
        world.bind(deal);
        AgreementView memory a = market.getAgreement(deal.id);
        assertStateOf(deal.id, States.REQUESTED);
        assertEq(a.systemConfig, address(chain), "chain");
        assertEq(a.l2ChainId, 4242, "chain id");
        assertEq(a.anchor, T0 + START_WINDOW, "deadline");
        assertEq(a.endpointsBlock, 0, "no endpoints yet");
    }

    function test_RevertWhen_TheLensFails() external {
        Deal memory deal = world.reserved(_termsWithLens(), 2);
        bytes memory reason = abi.encodeWithSignature("Broken(uint256)", 7);
        vm.mockCallRevert(lens, abi.encodeWithSignature("rolesOf(address)", world.chain().systemConfig), reason);
        _expect(deal, reason);
    }

    function test_ChecksNothingGiven_NoLens() external {
        Deal memory deal = world.reserved(2);
        world.bind(deal); // nothing stands at this chain's address
        assertStateOf(deal.id, States.REQUESTED);
    }

    function test_ChecksNothingGiven_AnotherL1() external {
        Terms memory t = _termsWithLens();
        t.l1ChainId = 1;
        Deal memory deal = world.reserved(t, 2);
        world.bind(deal);
        assertStateOf(deal.id, States.REQUESTED);
    }

    function test_AllowedGiven_Stopped() external {
        Deal memory deal = world.dealIn(States.RESERVED);
        vm.prank(address(0xA001));
        book.setStopped(true);
        world.bind(deal);
        assertStateOf(deal.id, States.REQUESTED);
    }

    function test_RevertWhen_RoleIsAnothersInAccept() external {
        Deal memory deal = world.prepare(_termsWithLens(), CLIENT, 2_300_000_000);
        IFakeChain fake = _newChain(STRANGER, deal.keys);
        Chain memory chain = world.chain();
        assertEq(chain.systemConfig, address(fake), "the stranger's chain");
        vm.expectRevert(_mismatch("owner", CLIENT, STRANGER));
        vm.prank(CLIENT);
        market.accept(deal.offerId, deal.termsHash, deal.keys, deal.deposit, chain);
    }

    function _expect(Deal memory deal, bytes memory reason) private {
        _expect(deal, world.chain(), reason);
    }

    function _expect(Deal memory deal, Chain memory chain, bytes memory reason) private {
        vm.expectRevert(reason);
        vm.prank(CLIENT);
        market.bind(deal.id, deal.keys, chain);
    }
}
