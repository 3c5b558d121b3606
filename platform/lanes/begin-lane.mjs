// A thread begins without the loader that reads TypeScript; this gives it one.
import { register } from 'tsx/esm/api'

register()
await import('./lane.ts')
