import { districtItemKind, itemKind, themeKind } from './definition.ts'
import { districtPublishing } from './district-publishing.ts'
import { everydayWordKind } from './everyday-words.ts'
import { itemPublishing } from './item-publishing.ts'
import { surveyKind } from './survey.ts'

/** What a city may declare for this engine. How an item is published leans on the themes that hold it: here both are known. */
export const caseworkKinds = [
  { ...itemKind, publishing: itemPublishing },
  { ...districtItemKind, publishing: districtPublishing },
  themeKind,
  everydayWordKind,
  surveyKind,
] as const
