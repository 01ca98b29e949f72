// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { ISignedOffers, SignedOffer } from "../../../contracts/interfaces/ISignedOffers.sol";
import { STRANGER } from "../utils/Actors.sol";
import { SigningBase } from "../utils/SigningBase.sol";
import { TermsHash } from "../utils/TermsHash.sol";
import { vm } from "../utils/Vm.sol";

contract SignedOffersFuzzTest is SigningBase {
    using TermsHash for *;

    /// @dev Where the words of a signed offer's text begin in its ABI encoding: offset, 38 terms, 4 keys, client,
    /// deadline, salt, offset of the text.
    uint256 private constant HEAD = 1 + 38 + 4 + 4;

    uint256 private constant ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141;

    function testFuzz_TheVendorsSignatureCounts(
        uint256 key,
        address client,
        uint64 deadline,
        bytes32 salt,
        string memory uri
    ) external {
        key = bound(key, 1, ORDER - 1);
        signer = vm.addr(key);
        SignedOffer memory o = _offer();
        (o.client, o.salt, o.uri) = (client, salt, uri);
        o.deadline = uint64(bound(deadline, _now(), type(uint40).max));
        assertEq(book.publishSignedOffer(o, _signature(key, _digest(o))), _idOf(o), "offer");
        (bytes32 offerId, ) = book.getSignedOffer(signer, o.ofSignedOffer());
        assertEq(offerId, _idOf(o), "found by its struct hash");
    }

    function testFuzz_RevertWhen_ABitOfTheSignatureIsFlipped(bytes32 salt, uint256 bit) external {
        SignedOffer memory o = _offer();
        o.salt = salt;
        bytes memory signature = _sign(o);
        _flip(signature, bound(bit, 0, 65 * 8 - 1));
        bytes4 selector = ISignedOffers.OfferBook_SignatureInvalid.selector;
        _expect(o, signature, abi.encodeWithSelector(selector, signer, o.ofSignedOffer()));
        _publish(o); // as it was, it counts
    }

    /// Whatever the flipped bit makes of the call (another offer, a term out of range, no encoding at all), it is refused.
    function testFuzz_RevertWhen_ABitOfTheOfferIsFlipped(uint256 word, uint256 bit) external {
        SignedOffer memory o = _offer();
        bytes memory signature = _sign(o);
        bytes memory encoded = abi.encode(o);
        word = bound(word, 1, HEAD);
        vm.assume(word != HEAD - 1); // where the text begins says nothing of the offer
        _flip(encoded, word * 256 + bound(bit, 0, 255));
        vm.prank(STRANGER);
        // The call is put together by hand: its flipped bit must not be decoded here.
        // solhint-disable-next-line avoid-low-level-calls
        (bool success, ) = address(book).call(_callOf(encoded, signature));
        assertTrue(!success, "refused");
        (bytes32 offerId, ) = book.getSignedOffer(signer, o.ofSignedOffer());
        assertEq(offerId, 0, "nothing published");
    }

    /// The other way of putting the call together is right: unflipped, it counts.
    function test_TheCallByHandCounts() external {
        SignedOffer memory o = _offer();
        bytes memory callData = _callOf(abi.encode(o), _sign(o));
        assertEq(callData, abi.encodeCall(book.publishSignedOffer, (o, _sign(o))), "call");
    }

    /// @dev The selector, two offsets, the offer (without the offset that leads its encoding), the signature.
    function _callOf(bytes memory encoded, bytes memory signature) private view returns (bytes memory) {
        bytes memory body = new bytes(encoded.length - 32);
        for (uint256 i = 0; i < body.length; i++) body[i] = encoded[i + 32];
        bytes memory tail = new bytes((32 - (signature.length % 32)) % 32);
        return
            bytes.concat(
                book.publishSignedOffer.selector,
                abi.encode(64, 64 + body.length),
                body,
                abi.encode(signature.length),
                signature,
                tail
            );
    }

    function _flip(bytes memory data, uint256 bit) private pure {
        data[bit / 8] ^= bytes1(uint8(1 << (bit % 8)));
    }
}
