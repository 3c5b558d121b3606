import type { ChoiceList, Field, Material } from '#definitions/city/schemas.ts'
import type { Publishing } from '#kernel/definition.ts'
import { choiceListBroken } from './choices-broken.ts'
import { choiceListParts, fieldParts, materialParts } from './form/word-form.ts'
import { linesOf } from './form/plain-parts.ts'
import { fieldBroken, materialBroken } from './word-broken.ts'

/**
 * How the fields, lists of choices and materials that items pick from are written, reviewed and published in the page. They belong to the whole city and to no
 * office of it: whoever has a post for the city may propose one.
 */
export const fieldPublishing: Publishing<Field> = {
  title: { zh: '字段', en: 'Field' },
  gates: ['legal-review'],
  companions: [],
  blank: ({ title }) => ({ title: { zh: title }, type: 'text' }),
  office: () => ({}),
  plain: (field, all) => linesOf(fieldParts, field, all),
  lacks: fieldBroken,
}

export const choiceListPublishing: Publishing<ChoiceList> = {
  title: { zh: '选项清单', en: 'List of choices' },
  gates: ['legal-review'],
  companions: [],
  blank: ({ title }) => ({ title: { zh: title }, choices: [], confidence: 'unverified' }),
  office: () => ({}),
  plain: (list, all) => linesOf(choiceListParts, list, all),
  lacks: choiceListBroken,
}

export const materialPublishing: Publishing<Material> = {
  title: { zh: '材料', en: 'Material' },
  gates: ['legal-review'],
  companions: [],
  blank: ({ title }) => ({
    title: { zh: title },
    form: 'original',
    format: 'electronic',
    source: 'applicant',
    necessity: 'main',
    confidence: 'unverified',
  }),
  office: () => ({}),
  plain: (material, all) => linesOf(materialParts, material, all),
  lacks: materialBroken,
}
