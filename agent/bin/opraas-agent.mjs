#!/usr/bin/env node
import { runAgentCli } from '@opraas/agent'

process.exitCode = await runAgentCli()
