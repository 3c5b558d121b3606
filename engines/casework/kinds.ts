import { choiceListKind, fieldKind, materialKind } from '#definitions/city/kinds.ts'
import { districtItemKind, itemKind, themeKind } from './definition.ts'
import { districtPublishing } from './catalogue/district-publishing.ts'
import { everydayWordKind } from './catalogue/everyday-words.ts'
import { itemPublishing } from './catalogue/item-publishing.ts'
import { choiceListPublishing, fieldPublishing, materialPublishing } from './catalogue/word-publishing.ts'
import { surveyKind } from './survey/survey.ts'

/** What a city may declare for this engine. How an item is published leans on the themes that hold it: here both are known. */
export const caseworkKinds = [
  { ...itemKind, publishing: itemPublishing },
  { ...districtItemKind, publishing: districtPublishing },
  { ...fieldKind, publishing: fieldPublishing },
  { ...choiceListKind, publishing: choiceListPublishing },
  { ...materialKind, publishing: materialPublishing },
  themeKind,
  everydayWordKind,
  surveyKind,
] as const
