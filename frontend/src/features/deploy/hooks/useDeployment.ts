import {
  addressesOf,
  anchorSteps,
  type BedrockArtifacts,
  type Outputs,
  UNKNOWN_ANCHOR,
} from '@opraas/deployer/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { clientOf } from '../../../shared/chain/client.ts'
import { pollMsOf } from '../../../shared/chain/head.ts'
import type { ChainConfig } from '../../../shared/config/schema.ts'
import { readFindings } from '../findings.ts'
import { countOf } from '../format.ts'
import { focusOf, isSettled, leftOf, type Plan, statusesOf } from '../model.ts'
import {
  type Observation,
  observePlan,
  readAnchor,
  readFirstBatcher,
  readGround,
  readIsContract,
  readOrigin,
} from '../observe.ts'
import { computeOutputs } from '../outputs.ts'
import { useRunner } from './useRunner.ts'

const L1_KEY = 'l1'

/** Everything that is known of a chain's deployment, and what sends its steps. */
export function useDeployment({
  plan,
  chain,
  artifacts,
}: {
  plan: Plan
  chain: ChainConfig
  artifacts: BedrockArtifacts
}) {
  const client = clientOf(chain)
  const queries = useQueryClient()
  const key = (name: string) => [L1_KEY, chain.id, chain.rpcUrls[0], plan.planId, name]
  const live = { refetchInterval: pollMsOf(chain), retry: false } as const

  const ground = useQuery({
    ...{ queryKey: key('ground'), ...live },
    queryFn: () => readGround(client, plan.layout.deployer),
  })
  const stepsKey = key('steps')
  const observation = useQuery({
    ...{ queryKey: stepsKey, ...live },
    queryFn: () => observePlan(client, plan, queries.getQueryData<Observation>(stepsKey)),
  })
  const { data: observed } = observation
  const hasContracts =
    observed !== undefined && plan.chainSteps.every(({ id }) => observed.results[id] === 'done')
  const startBlock = observed?.startBlock
  const origin = useQuery({
    queryKey: [...key('origin'), String(startBlock)],
    enabled: hasContracts && startBlock !== undefined,
    queryFn: () => readOrigin(client, { startBlock: startBlock ?? 0n, l1ChainId: chain.id }),
    refetchInterval: ({ state }) => (state.data?.kind === 'frozen' ? false : pollMsOf(chain)),
    retry: false,
  })
  const frozen = origin.data?.kind === 'frozen' ? origin.data.origin : undefined
  const outputs = useQuery({
    queryKey: [...key('outputs'), frozen?.hash],
    enabled: frozen !== undefined,
    staleTime: 'static',
    retry: false,
    queryFn: async (): Promise<Outputs> => {
      if (!frozen || startBlock === undefined) throw new TypeError('disabled without an origin')
      const addresses = addressesOf(plan.layout)
      const [firstBatcher, ownerIsContract, anchored] = await Promise.all([
        readFirstBatcher(client, { systemConfig: addresses.SystemConfig, startBlock }),
        readIsContract(client, plan.intent.roles.owner),
        readAnchor(client, addresses.AnchorStateRegistry),
      ])
      return computeOutputs({
        intent: plan.intent,
        addresses,
        origin: frozen,
        firstBatcher,
        ownerIsContract,
        anchored: anchored?.l2BlockNumber === 0n ? anchored.root : undefined,
        artifacts,
      })
    },
  })
  const outputRoot = outputs.data?.outputRoot
  const anchorFacts = useMemo(
    () => outputRoot && frozen && { outputRoot, timestampSeconds: frozen.timestampSeconds },
    [outputRoot, frozen],
  )
  const isAnchored = observed?.results[plan.anchor.id] === 'done'
  const findings = useQuery({
    queryKey: [...key('findings'), outputRoot],
    enabled: outputRoot !== undefined && isAnchored,
    retry: false,
    queryFn: () => readFindings(client, plan, anchorFacts ?? UNKNOWN_ANCHOR),
  })

  const anchor = useMemo(
    () => (anchorFacts && anchorSteps(plan.intent, plan.layout, anchorFacts)[0]) ?? plan.anchor,
    [plan, anchorFacts],
  )
  const seen = useMemo(() => {
    const isKnown = outputRoot !== undefined
    const steps = isKnown ? [...plan.chainSteps, anchor] : plan.chainSteps
    return observed && { steps, more: !isKnown && !isAnchored, observed }
  }, [plan, observed, anchor, outputRoot, isAnchored])
  const { runner, run } = useRunner(plan, chain, seen)

  /** Every transaction, in order; the anchor is the last, whether its data is known or not. */
  const items = useMemo(
    () => observed && statusesOf([...plan.chainSteps, anchor], { ...run, observed }),
    [plan, anchor, observed, run],
  )
  const focus = items && focusOf(items.slice(0, seen?.steps.length))
  const isComplete = items?.every(isSettled) === true && outputRoot !== undefined
  return {
    ...{ plan, chain, ground, observation, origin, outputs, findings },
    ...{ items, focus, runner, run, isComplete },
  }
}

/** What {@link useDeployment} knows. */
export type Deployment = ReturnType<typeof useDeployment>

/** True when everything is on the L1 and as it must be; roles that were rotated since are looked at apart. */
export function isSound({ isComplete, findings }: Deployment): boolean {
  return isComplete && findings.data?.every(({ ok, kind }) => ok || kind === 'role') === true
}

/** "31 signatures left." Empty as long as it is not known, or nothing is left. */
export function signaturesLeft({ items }: Deployment): string {
  const left = items ? leftOf(items).length : 0
  return left === 0 ? '' : `${countOf(left, 'signature')} left.`
}
