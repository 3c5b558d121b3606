import { fill } from '#platform/messages.ts'
import type { Details, TableFaultCode } from '#platform/tables/table.ts'
import en from '../messages/en.json' with { type: 'json' }
import zh from '../messages/zh.json' with { type: 'json' }
import type { FaultWords } from './model.ts'

export type ImportFaultCode = keyof typeof zh.importFaults
const both = { zh: zh.importFaults, en: en.importFaults }

/** The words of a fault of a file, a column or a row, with its values filled in. */
export function faultWords(code: ImportFaultCode | TableFaultCode, details: Details = {}): FaultWords {
  const words = { zh: both.zh[code], en: both.en[code] }
  return {
    code,
    title: { zh: fill(words.zh.title, details, 'zh'), en: fill(words.en.title, details, 'en') },
    remedy: { zh: fill(words.zh.remedy, details, 'zh'), en: fill(words.en.remedy, details, 'en') },
  }
}
