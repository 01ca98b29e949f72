// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { ChainRoles, Generations } from "../interfaces/IChainLens.sol";
import { BoundedReads, Purse } from "./BoundedReads.sol";
import { IOpGetters } from "./IOpGetters.sol";

/// @notice By what a chain's portal judges withdrawals.
/// @param proposals The output oracle, or the game factory.
/// @param game The permissioned game of that factory.
/// @param byGames The portal knows a respected game type, which an output oracle's does not.
/// @param respected That type; above 32 bits it is none.
struct Judge {
    address portal;
    address proposals;
    address game;
    bool byGames;
    uint256 respected;
}

/// @title Who may do what on an OP chain, of any generation.
/// @dev The portal has the last word about withdrawals, so it names the generation, and the contract that holds
/// proposer and challenger: a factory that SystemConfig still names, or a game that the portal does not respect,
/// decides nothing. A portal that knows a respected game type judges by games, whatever else it answers; only one
/// that does not is asked for an oracle.
library OpRoles {
    using BoundedReads for Purse;

    uint256 internal constant PERMISSIONED_GAME = 1;

    /// @dev `DisputeGameFactory.gameArgs(1)` as LibGameArgs.sol of contracts-bedrock packs it (in the Go module
    /// github.com/ethereum-optimism/optimism v1.16.13 to v1.19.6; measured on op-contracts v7.0.0): prestate 32 bytes,
    /// vm 20, anchor state registry 20, weth 20, L2 chain id 32, proposer 20, challenger 20.
    uint256 private constant ARGS_BYTES = 164;
    uint256 private constant PROPOSER_OFFSET = 124;
    uint256 private constant CHALLENGER_OFFSET = 144;

    function read(
        Purse memory purse,
        address systemConfig
    ) internal view returns (ChainRoles memory roles, Judge memory judge) {
        roles.owner = purse.addressAt(systemConfig, IOpGetters.owner.selector);
        roles.keys.batcher = purse.addressAt(systemConfig, IOpGetters.batcherHash.selector);
        roles.keys.unsafeSigner = purse.addressAt(systemConfig, IOpGetters.unsafeBlockSigner.selector);
        judge.portal = purse.addressAt(systemConfig, IOpGetters.optimismPortal.selector);
        if (judge.portal == address(0)) return (roles, judge);
        (judge.byGames, judge.respected) = purse.wordAt(judge.portal, IOpGetters.respectedGameType.selector);
        if (judge.byGames) _readGame(purse, roles, judge);
        else _readOracle(purse, roles, judge);
    }

    function _readOracle(Purse memory purse, ChainRoles memory roles, Judge memory judge) private view {
        address oracle = purse.addressAtEither(
            judge.portal,
            IOpGetters.l2Oracle.selector,
            IOpGetters.L2_ORACLE.selector
        );
        if (oracle == address(0)) return;
        judge.proposals = oracle;
        roles.generation = Generations.OUTPUT_ORACLE;
        (bytes4 newer, bytes4 older) = (IOpGetters.proposer.selector, IOpGetters.PROPOSER.selector);
        roles.keys.proposer = purse.addressAtEither(oracle, newer, older);
        (newer, older) = (IOpGetters.challenger.selector, IOpGetters.CHALLENGER.selector);
        roles.keys.challenger = purse.addressAtEither(oracle, newer, older);
    }

    function _readGame(Purse memory purse, ChainRoles memory roles, Judge memory judge) private view {
        judge.proposals = purse.addressAt(judge.portal, IOpGetters.disputeGameFactory.selector);
        if (judge.proposals == address(0)) return;
        judge.game = purse.addressAt(judge.proposals, IOpGetters.gameImpls.selector, PERMISSIONED_GAME);
        if (judge.game == address(0) || judge.respected != PERMISSIONED_GAME) return;
        // A game with roles of its own keeps them, whatever arguments the factory has; one that takes arguments has
        // none when it is asked itself.
        roles.keys.proposer = purse.addressAt(judge.game, IOpGetters.proposer.selector);
        if (roles.keys.proposer == address(0) && _readArgs(purse, roles, judge.proposals)) return;
        roles.generation = Generations.GAME;
        roles.keys.challenger = purse.addressAt(judge.game, IOpGetters.challenger.selector);
    }

    function _readArgs(Purse memory purse, ChainRoles memory roles, address factory) private view returns (bool ok) {
        (ok, roles.keys.proposer, roles.keys.challenger) = purse.packedAddressesAt({
            target: factory,
            getter: IOpGetters.gameArgs.selector,
            argument: PERMISSIONED_GAME,
            size: ARGS_BYTES,
            offsets: [PROPOSER_OFFSET, CHALLENGER_OFFSET]
        });
        if (ok) roles.generation = Generations.GAME_ARGS;
    }
}
