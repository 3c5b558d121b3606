import { z } from 'zod'
import { stringify } from 'yaml'
import { importModel } from '#definitions/dmn/profile/import-model.ts'
import { readModel } from '#definitions/dmn/read.ts'
import { DmnFault } from '#definitions/dmn/xml.ts'
import { factKind } from '#definitions/facts/kind.ts'
import { dictionaryOf } from '#definitions/rules/dictionary.ts'
import { CommandError, defineCommand } from '../command.ts'
import { cityFlag, readFile } from '../places.ts'
import { policyCity } from '../policy-of-city.ts'

/** The decisions of a DMN model as parameters of a policy, ready to paste; what the rule language has no words for is told. */
export const policyDmnImport = defineCommand({
  path: ['policy', 'dmn', 'import'],
  positional: ['<file>'],
  summary: {
    zh: '把 DMN 模型的决策表和表达式改写成政策参数',
    en: 'Turn the decision tables and expressions of a DMN model into policy parameters',
  },
  flags: [cityFlag],
  input: z.object({ file: z.string(), city: z.string().optional() }),
  run: async (session, { file, city: wanted }) => {
    const model = modelOf(readFile(file).toString('utf8'))
    const city = await policyCity(wanted)
    const imported = importModel(model, dictionaryOf(city.list(factKind)))
    if (Object.keys(imported.parameters).length > 0)
      session.line(stringify({ parameters: imported.parameters }, { lineWidth: 0 }).trimEnd())
    for (const { path, code, message, remedy } of imported.faults)
      session.line(`# ${path.join('.')} ${code}: ${message[session.language]} ${remedy[session.language]}`)
    return { exit: imported.faults.length > 0 ? 1 : 0, value: imported }
  },
})

function modelOf(text: string) {
  try {
    return readModel(text)
  } catch (error) {
    if (!(error instanceof DmnFault)) throw error
    const { code, message, remedy } = error.complaint
    throw new CommandError(code, message, remedy)
  }
}
