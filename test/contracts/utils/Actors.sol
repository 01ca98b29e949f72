// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

// Who acts in the tests.
address constant OWNER = address(0xA001);
address constant VENDOR = address(0xA002);
address constant OPERATOR = address(0xA003);
address constant CLIENT = address(0xA004);
address constant ORACLE = address(0xA005);
address constant SPONSOR = address(0xA006);
address constant STRANGER = address(0xA007);
address constant RECIPIENT = address(0xA008);

// The plain terms: seconds, bps, token units.
uint40 constant T0 = 1_800_000_000;
uint32 constant MIN_EPOCH = 60;
uint24 constant FEE_PPM = 20_000;
uint96 constant PRICE = 1_000_000_000;
uint96 constant SETUP = 300_000_000;
uint96 constant BOND = 2_500_000_000;
uint96 constant MAX_SLASH = 500_000_000; // per epoch: half of the price
uint32 constant EPOCH = 3600;
uint32 constant RESERVE_WINDOW = 7200;
uint32 constant START_WINDOW = 10_800;
uint32 constant NOTICE = 5000;
uint32 constant GRACE = 7000;
uint32 constant TIMEOUT = 900;
uint16 constant MIN_PREPAID = 2;
uint16 constant SILENT_PAYOUT = 6000;
uint16 constant MIN_COVERAGE = 8000;

uint256 constant BPS = 10_000;
uint256 constant PPM = 1_000_000;

string constant ENDPOINTS = "{}"; // JSON to people, text to the market
string constant TERMS_URI = "ipfs://terms";
bytes32 constant EVIDENCE = keccak256("evidence");
