// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { ChainReport, LatestProposal, Missing } from "../interfaces/IChainInspector.sol";
import { KeySet } from "../types/Types.sol";
import { BoundedReads, Purse } from "./BoundedReads.sol";
import { IOpGetters } from "./IOpGetters.sol";
import { Judge, OpRoles } from "./OpRoles.sol";

/// @title An OP chain for people: what it is, how it goes, and what it lacks.
library OpReport {
    using BoundedReads for Purse;

    function read(Purse memory purse, address systemConfig) internal view returns (ChainReport memory report) {
        Judge memory judge;
        (report.roles, judge) = OpRoles.read(purse, systemConfig);
        (report.portal, report.proposals, report.game) = (judge.portal, judge.proposals, judge.game);
        report.missing = _ifNone(systemConfig, Missing.SYSTEM_CONFIG) | _missingRoles(report);
        _readSystemConfig(purse, systemConfig, report);
        _readPortal(purse, systemConfig, report);
        if (judge.byGames) _readGames(purse, systemConfig, report, judge.respected);
        else report.latest = _latestOutput(purse, report.proposals);
    }

    function _missingRoles(ChainReport memory report) private pure returns (uint256) {
        KeySet memory keys = report.roles.keys;
        return
            _ifZero(report.roles.owner, Missing.OWNER) |
            _ifZero(keys.batcher, Missing.BATCHER) |
            _ifZero(keys.unsafeSigner, Missing.UNSAFE_SIGNER) |
            _ifZero(keys.proposer, Missing.PROPOSER) |
            _ifZero(keys.challenger, Missing.CHALLENGER);
    }

    function _readSystemConfig(Purse memory purse, address systemConfig, ChainReport memory report) private view {
        report.systemConfigVersion = purse.textAt(systemConfig, IOpGetters.version.selector);
        report.proxyAdminOwner = purse.addressAt(systemConfig, IOpGetters.proxyAdminOwner.selector);
        // A getter that fails gives 0, which counts as missing: as with every reading below.
        // slither-disable-next-line unused-return
        (, uint256 gasLimit) = purse.wordAt(systemConfig, IOpGetters.gasLimit.selector);
        report.gasLimit = _uint64(gasLimit);
        if (report.gasLimit == 0) report.missing |= Missing.GAS_LIMIT;
        bytes4[4] memory getters = [
            IOpGetters.l1CrossDomainMessenger.selector,
            IOpGetters.l1StandardBridge.selector,
            IOpGetters.l1ERC721Bridge.selector,
            IOpGetters.optimismMintableERC20Factory.selector
        ];
        for (uint256 i = 0; i < 4; i++)
            report.missing |= _ifNone(purse.addressAt(systemConfig, getters[i]), Missing.MESSENGER << i);
    }

    function _readPortal(Purse memory purse, address systemConfig, ChainReport memory report) private view {
        address portal = report.portal;
        report.portalVersion = purse.textAt(portal, IOpGetters.version.selector);
        (bool ok, uint256 paused) = purse.wordAt(portal, IOpGetters.paused.selector);
        report.paused = ok && paused != 0;
        if (!ok) report.missing |= Missing.PAUSE;
        if (purse.addressAt(portal, IOpGetters.systemConfig.selector) != systemConfig || systemConfig == address(0))
            report.missing |= Missing.PORTAL_LINK;
        report.missing |= _ifNone(portal, Missing.PORTAL) | _ifNone(report.proposals, Missing.PROPOSALS);
    }

    function _readGames(
        Purse memory purse,
        address systemConfig,
        ChainReport memory report,
        uint256 respected
    ) private view {
        address factory = report.proposals;
        report.respectedGameType = respected > type(uint32).max ? 0 : uint32(respected);
        if (respected != OpRoles.PERMISSIONED_GAME) report.missing |= Missing.RESPECT;
        report.missing |= _ifNone(report.game, Missing.GAME);
        if (purse.addressAt(systemConfig, IOpGetters.disputeGameFactory.selector) != factory)
            report.missing |= Missing.FACTORY_LINK;
        report.latest = _latestGame(purse, factory);
    }

    function _latestOutput(Purse memory purse, address oracle) private view returns (LatestProposal memory latest) {
        // slither-disable-next-line unused-return
        (, uint256 count) = purse.wordAt(oracle, IOpGetters.nextOutputIndex.selector);
        if (count == 0) return latest;
        uint256[3] memory words = purse.wordsAt(oracle, IOpGetters.getL2Output.selector, count - 1);
        (latest.count, latest.timestamp, latest.l2Block) = (count, _uint64(words[1]), words[2]);
    }

    function _latestGame(Purse memory purse, address factory) private view returns (LatestProposal memory latest) {
        // slither-disable-next-line unused-return
        (, uint256 count) = purse.wordAt(factory, IOpGetters.gameCount.selector);
        if (count == 0) return latest;
        uint256[3] memory words = purse.wordsAt(factory, IOpGetters.gameAtIndex.selector, count - 1);
        (latest.count, latest.timestamp) = (count, _uint64(words[1]));
        if (words[0] <= type(uint32).max) latest.gameType = uint32(words[0]);
        if (words[2] <= type(uint160).max) latest.game = address(uint160(words[2]));
        (bool ok, uint256 l2Block) = purse.wordAt(latest.game, IOpGetters.l2BlockNumber.selector);
        // slither-disable-next-line unused-return
        if (!ok) (, l2Block) = purse.wordAt(latest.game, IOpGetters.l2SequenceNumber.selector);
        latest.l2Block = l2Block;
    }

    function _ifZero(address value, uint256 code) private pure returns (uint256) {
        return value == address(0) ? code : 0;
    }

    function _ifNone(address target, uint256 code) private view returns (uint256) {
        return target.code.length == 0 ? code : 0;
    }

    /// @dev What does not fit is no answer.
    function _uint64(uint256 value) private pure returns (uint64) {
        return value > type(uint64).max ? 0 : uint64(value);
    }
}
