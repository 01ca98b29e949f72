import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseCallTable } from './calls.ts'

const source = `
    function test_EndedByTheClock() external {
        _deal = world.dealIn(States.ACTIVE);
        _some("+PSAE", "SSSSS");
        _row("close", abi.encodeCall(market.close, (_deal.id)), "EEEEE");
    }

    function _some(bytes5 bind, bytes5 bundle) private {
        _row("bind", abi.encodeCall(market.bind, (_deal.id)), bind);
        _row("bundle", abi.encodeCall(market.bundle, (_deal.id, 0, "")), bundle);
        _more(_deal.id);
    }

    function _more(bytes32 id) private {
        _row("settleMany", abi.encodeCall(market.settleMany, (id)), "+++++");
    }

    function _selectorOf(bytes1 letter) private pure returns (bytes4) {
        if (letter == "S") return IMarketplace.Marketplace_WrongState.selector;
        if (letter == "P") return IMarketplace.Marketplace_NotParty.selector;
        if (letter == "E") return IMarketplace.Marketplace_TooEarly.selector;
        return IMarketplace.Marketplace_AlreadyTerminated.selector;
    }
`

test('reads the rows of a state as the test makes them, each letter as the error that is expected for it', () => {
  const all = (answer: string) => Array(5).fill(answer)
  assert.deepEqual(parseCallTable(source), [
    {
      state: 'Ended by the clock',
      rows: [
        { call: 'bind', answers: ['yes', 'NotParty', 'WrongState', 'AlreadyTerminated', 'TooEarly'] },
        { call: 'bundle', answers: all('WrongState') },
        { call: 'settleMany', answers: all('yes') },
        { call: 'close', answers: all('TooEarly') },
      ],
    },
  ])
})
