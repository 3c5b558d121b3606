import { grantContract } from './contract-grants.ts'
import { libraryContract } from './contract-library.ts'
import { objectionContract } from './contract-objections.ts'
import { publicContract } from './contract-public.ts'
import { runContract } from './contract-runs.ts'
import { claimContract } from './claims/contract.ts'
import { deliveryContract } from './delivery/contract.ts'
import { correctionContract } from './corrections/contract.ts'
import { deskContract } from './desk/contract.ts'
import { standingContract } from './standing/contract.ts'

/** Every operation of the engine; each subject has a file of its own. */
export const policyContract = {
  ...libraryContract,
  ...runContract,
  ...grantContract,
  ...objectionContract,
  ...publicContract,
  ...standingContract,
  ...correctionContract,
  ...deskContract,
  ...claimContract,
  ...deliveryContract,
}
