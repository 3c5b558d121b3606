import type { CliCommand } from './command.ts'
import { cityApply } from './commands/city-apply.ts'
import { cityDiff } from './commands/city-diff.ts'
import { cityExport } from './commands/city-export.ts'
import { doctor } from './commands/doctor.ts'
import { factsImport } from './commands/facts-import.ts'
import { cityCheck } from './commands/city-check.ts'
import { keysList, keysRevoke, keysRotate } from './commands/keys.ts'
import { licenceVerify } from './commands/licence-verify.ts'
import { matchCommand } from './commands/match.ts'
import { policyDmnExport } from './commands/policy-dmn-export.ts'
import { policyDmnImport } from './commands/policy-dmn-import.ts'
import { policyExamples } from './commands/policy-examples.ts'
import { policySql } from './commands/policy-sql.ts'
import { migrateCommand } from './commands/migrate.ts'
import { synthCommand } from './commands/synth.ts'
import { startCommand } from './commands/start.ts'
import { stopCommand } from './commands/stop.ts'
import { walkCommand } from './commands/walk.ts'
import { userAdd } from './commands/user-add.ts'

/** Every command, in the order in which help lists them. */
export const commands: readonly CliCommand[] = [
  startCommand,
  stopCommand,
  migrateCommand,
  synthCommand,
  cityCheck,
  cityDiff,
  cityExport,
  cityApply,
  matchCommand,
  policySql,
  policyExamples,
  policyDmnExport,
  policyDmnImport,
  walkCommand,
  userAdd,
  keysList,
  keysRotate,
  keysRevoke,
  licenceVerify,
  factsImport,
  doctor,
]
