import { z } from 'zod'

/** A text in the two languages of the product. Chinese comes first; English is complete. */
export const Bilingual = z.object({ zh: z.string().min(1), en: z.string().min(1) })
export type Bilingual = z.output<typeof Bilingual>

/** A unit of counted things; `one` is the English word beside the number one. */
export const Unit = Bilingual.extend({ one: z.string().min(1).optional() })
export type Unit = z.output<typeof Unit>

export type Language = 'zh' | 'en'
export const languages: readonly Language[] = ['zh', 'en']

export const bilingual = (zh: string, en: string): Bilingual => ({ zh, en })
