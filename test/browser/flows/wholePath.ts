import { actors } from '../../../scripts/demo/actors.ts'
import type { FlowContext } from '../flow.ts'
import { acceptOffer } from '../steps/acceptOffer.ts'
import { bindChain } from '../steps/bindChain.ts'
import { requireBalanced } from '../steps/books.ts'
import { claimEarnings } from '../steps/claimEarnings.ts'
import { chooseSettings, deployContracts, expectRoles, noteChain } from '../steps/deployChain.ts'
import { judgeChain } from '../steps/judgeChain.ts'
import { claimRefund, rotateKeys, terminate } from '../steps/leave.ts'
import { arrive } from '../steps/person.ts'
import { requireAllMined, requireSentOnce } from '../steps/sentOnce.ts'
import { topUp } from '../steps/topUp.ts'
import { prepayVerdicts, takeBackLink } from '../steps/verdicts.ts'
import { awaitFullPay, awaitService, cutPower } from '../steps/watchAgreement.ts'

export const name = 'a client plays a whole agreement, the vendor claims'

/** Ten minutes of service on a machine that many share. */
const EPOCHS = 35
const CHAIN = 'by-hand'

/** From the offer to the last unit, by hand; in each step the wallet is told no once. */
export async function run(t: FlowContext): Promise<void> {
  const { stack } = t
  const client = await arrive(t, await stack.createClient(), '#/')
  const agreementId = await acceptOffer(client, { epochs: EPOCHS })

  await chooseSettings(client, CHAIN)
  await deployContracts(client)
  const chain = await noteChain(client, CHAIN)
  await judgeChain(stack, chain)
  await expectRoles(client)
  await prepayVerdicts(client, EPOCHS)
  await bindChain(client, { agreementId, chain })

  const rpc = await awaitService(client, agreementId)
  await awaitFullPay(client, agreementId)
  await cutPower(client, { agreementId, rpc })
  await topUp(client, 3)

  const vendor = await arrive(t, actors.vendor.account, '#/vendor')
  await claimEarnings(vendor, agreementId)

  await rotateKeys(client, { agreementId, chain })
  const said = await terminate(client, { agreementId, chain })
  await claimRefund(client, { agreementId, said })
  await takeBackLink(client, agreementId)

  requireSentOnce(client.wallet)
  await requireAllMined(stack.chains.market.client, client.wallet)
  const parties = { client: client.wallet.address(), vendor: vendor.wallet.address() }
  await requireBalanced(stack, { agreementId, ...parties })
}
