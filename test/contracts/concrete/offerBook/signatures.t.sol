// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { ISignedOffers, SignedOffer } from "../../../../contracts/interfaces/ISignedOffers.sol";
import { SigningBase } from "../../utils/SigningBase.sol";
import { TermsHash } from "../../utils/TermsHash.sol";
import { vm } from "../../utils/Vm.sol";

interface IErc1271Wallet {
    function approve(bytes32 digest, bytes calldata signature) external;
    function setMode(uint8 mode) external;
}

/// @dev Who signed what, for which chain and market.
contract SignatureTest is SigningBase {
    using TermsHash for *;

    uint256 private constant ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141;

    function test_RevertWhen_SignedByAnother() external {
        SignedOffer memory o = _offer();
        _expectInvalid(o, _signature(OTHER_KEY, _digest(o)));
    }

    function test_RevertWhen_SignedByAnOperator() external {
        vm.prank(signer);
        book.setOperator(vm.addr(OTHER_KEY), true);
        SignedOffer memory o = _offer();
        _expectInvalid(o, _signature(OTHER_KEY, _digest(o)));
    }

    function test_RevertWhen_SignedForAnotherChain() external {
        SignedOffer memory o = _offer();
        bytes memory signature = _sign(o);
        vm.chainId(block.chainid + 1);
        _expectInvalid(o, signature);
    }

    function test_RevertWhen_SignedForAnotherMarket() external {
        SignedOffer memory o = _offer();
        bytes32 digest = o.ofSignedOffer().digestFor(block.chainid, address(book));
        _expectInvalid(o, _signature(VENDOR_KEY, digest));
    }

    function test_RevertWhen_OnlyTheStructHashIsSigned() external {
        SignedOffer memory o = _offer();
        _expectInvalid(o, _signature(VENDOR_KEY, o.ofSignedOffer()));
    }

    function test_RevertWhen_AnythingElseIsPublished() external {
        SignedOffer memory o = _offer();
        bytes memory signature = _sign(o);
        o.terms.pricePerEpoch++;
        _expectInvalid(o, signature);
        o.terms.pricePerEpoch--;
        o.client = address(1);
        _expectInvalid(o, signature);
        o.client = address(0);
        o.deadline++;
        _expectInvalid(o, signature);
        o.deadline--;
        o.salt = 0;
        _expectInvalid(o, signature);
        o.salt = keccak256("salt");
        o.uri = "ipfs://other";
        _expectInvalid(o, signature);
        o = _offer(); // other keys
        _expectInvalid(o, signature);
    }

    /// The other s of the same signature, which the curve takes as well.
    function test_RevertWhen_SignatureIsTheOtherOne() external {
        SignedOffer memory o = _offer();
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(VENDOR_KEY, _digest(o));
        _expectInvalid(o, abi.encodePacked(r, bytes32(ORDER - uint256(s)), v == 27 ? uint8(28) : uint8(27)));
    }

    function test_RevertWhen_SignatureHasAnotherLength() external {
        SignedOffer memory o = _offer();
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(VENDOR_KEY, _digest(o));
        bytes32 vs = bytes32((uint256(v - 27) << 255) | uint256(s));
        _expectInvalid(o, abi.encodePacked(r, vs));
        _expectInvalid(o, abi.encodePacked(r, s, v, uint8(0)));
        _expectInvalid(o, "");
    }

    function test_RevertWhen_VIsZeroOrOne() external {
        SignedOffer memory o = _offer();
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(VENDOR_KEY, _digest(o));
        _expectInvalid(o, abi.encodePacked(r, s, v - 27));
    }

    function test_RevertWhen_VendorIsNobody() external {
        SignedOffer memory o = _offer();
        o.terms.vendor = address(0);
        _expectInvalid(o, new bytes(65));
    }

    function test_AContractWalletSigns() external {
        (IErc1271Wallet wallet, SignedOffer memory o) = _walletOffer();
        bytes memory signature = "whatever the wallet takes";
        wallet.approve(_digest(o), signature);
        assertEq(book.publishSignedOffer(o, signature), _idOf(o), "offer");
    }

    function test_RevertWhen_AContractWalletRefuses() external {
        (IErc1271Wallet wallet, SignedOffer memory o) = _walletOffer();
        bytes memory signature = "whatever the wallet takes";
        wallet.approve(_digest(o), signature);
        _expectInvalid(o, "something else");
        for (uint8 mode = 1; mode < 5; mode++) {
            wallet.setMode(mode); // reverts, answers four bytes, answers dirty ones, burns its gas
            _expectInvalid(o, signature);
        }
    }

    /// Nobody's key stands behind an account that has code.
    function test_RevertWhen_AKeySignsForAContract() external {
        SignedOffer memory o = _offer();
        bytes memory signature = _sign(o);
        vm.etch(signer, hex"00");
        _expectInvalid(o, signature);
    }

    function _walletOffer() private returns (IErc1271Wallet wallet, SignedOffer memory o) {
        signer = world.deploy("Erc1271Wallet.sol:Erc1271Wallet", "");
        return (IErc1271Wallet(signer), _offer());
    }

    function _expectInvalid(SignedOffer memory o, bytes memory signature) private {
        bytes4 selector = ISignedOffers.OfferBook_SignatureInvalid.selector;
        _expect(o, signature, abi.encodeWithSelector(selector, o.terms.vendor, o.ofSignedOffer()));
    }
}
