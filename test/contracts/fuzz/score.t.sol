// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import { Math } from "@openzeppelin/contracts/utils/math/Math.sol";

import { IScoreHarness } from "../utils/IScoreHarness.sol";
import { MarketBase } from "../utils/MarketBase.sol";

/// @dev The arithmetic of the score, against exact numbers and against another way to compute them.
contract ScoreFuzzTest is MarketBase {
    uint256 private constant HALF_LIFE = 30 days;
    uint256 private constant MOST = 1 << 190;
    /// @dev The stated error, 2e-7, as a divisor.
    uint256 private constant PRECISION = 5_000_000;

    IScoreHarness private _lib;

    function setUp() public override {
        super.setUp();
        _lib = IScoreHarness(world.deploy("ScoreHarness.sol:ScoreHarness", ""));
    }

    /// 2^190 * 2^(-seconds / 30 days), from Python's decimal with 80 digits.
    function test_DecaysLikeTheExactNumbers() external view {
        _expectNear(1, 1569275014194395093581523846867535095931245453668211626321);
        _expectNear(60, 1569250254908797168493915474274902865011146325831047898231);
        _expectNear(3600, 1567765412423090492019160210538983313971007042172548466401);
        _expectNear(86400, 1533433133402249870027170362296339527566446728265204459972);
        _expectNear(604800, 1334931078060269296370604327511396500125362327403388911631);
        _expectNear(1296000, 1109645300822441853584793897924632478505655261739860552211);
        _expectNear(1944000, 933096755664721056650209684743085793467228882608236437598);
        _expectNear(2591999, 784637926749528755439441736659238123533969806108807740162);
        _expectNear(2592000, 784637716923335095479473677900958302012794430558004314112);
        _expectNear(2592001, 784637507097197546790761923433767547965622726834105813160);
        _expectNear(3888000, 554822650411220926792396948962316239252827630869930276105);
        _expectNear(8640000, 155691842157253555298106549949100366119288585411333990917);
        _expectNear(31536000, 341324578228301588141137677527555939565155610294142433);
        _expectNear(259200777, 1237682842240993672049952250);
    }

    function testFuzz_DecaysLikeProductsOfRoots(uint256 elapsed) external view {
        elapsed = bound(elapsed, 0, 60 * HALF_LIFE);
        _expectNear(elapsed, _byRoots(elapsed));
    }

    function testFuzz_HalvesExactly(uint256 amount, uint256 times) external view {
        amount = bound(amount, 0, MOST);
        times = bound(times, 0, 300);
        assertEq(_lib.decay(amount, times * HALF_LIFE), amount >> times, "halved");
    }

    function testFuzz_NeverRises(uint256 elapsed, uint256 more) external view {
        elapsed = bound(elapsed, 0, 10 * HALF_LIFE);
        more = bound(more, 0, 100);
        assertLe(_lib.decay(MOST, elapsed + more), _lib.decay(MOST, elapsed), "left");
    }

    function testFuzz_NothingIsLeftInTheEnd(uint256 elapsed) external view {
        elapsed = bound(elapsed, 192 * HALF_LIFE, type(uint64).max);
        assertEq(_lib.decay(MOST, elapsed), 0, "left");
    }

    function testFuzz_PacksSmallAmountsExactly(uint56 amount) external view {
        assertEq(_lib.unpack(_lib.pack(amount)), amount, "unpacked");
    }

    function testFuzz_PacksDownByLittle(uint256 amount, uint256 shift) external view {
        amount >>= bound(shift, 0, 255);
        uint256 unpacked = _lib.unpack(_lib.pack(amount));
        assertLe(unpacked, amount, "rounded down");
        assertLe(amount - unpacked, amount >> 55, "by little");
    }

    function test_PacksTheEdges() external view {
        uint256[5] memory amounts = [uint256(0), 1, 1e18, 1 << 255, ((1 << 56) - 1) << 200];
        for (uint256 i = 0; i < 5; i++) assertEq(_lib.unpack(_lib.pack(amounts[i])), amounts[i], "unpacked");
    }

    function _expectNear(uint256 elapsed, uint256 exact) private view {
        uint256 found = _lib.decay(MOST, elapsed);
        uint256 off = found > exact ? found - exact : exact - found;
        assertLe(off, exact / PRECISION, "off");
    }

    /// @dev The product of 2^(-1/2), 2^(-1/4), …, as the bits of the fraction say, after whole halvings.
    function _byRoots(uint256 elapsed) private pure returns (uint256 left) {
        left = MOST >> (elapsed / HALF_LIFE);
        uint256 fraction = ((elapsed % HALF_LIFE) << 40) / HALF_LIFE;
        uint256 root = 1 << 127; // 1/2, as 128 bits behind the point
        for (uint256 bit = 40; bit > 0; bit--) {
            root = Math.sqrt(root << 128);
            if ((fraction >> (bit - 1)) & 1 == 1) left = Math.mulDiv(left, root, 1 << 128);
        }
    }
}
