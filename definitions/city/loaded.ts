import type { DefinitionKind } from '#kernel/definition.ts'
import type { Entry } from './city.ts'
import type { CityYaml, Path } from './city-yaml.ts'

/** A definition with the way back to its lines. */
export interface Loaded {
  readonly entry: Entry
  readonly kind: DefinitionKind
  readonly yaml: CityYaml
  /** from the file's root to the definition */
  readonly base: Path
}
