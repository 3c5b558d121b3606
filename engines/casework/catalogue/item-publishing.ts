import type { Complaint, Definitions, PlainLine, Publishing } from '#kernel/definition.ts'
import { misfits } from './district-checks.ts'
import { itemParts } from './form/item-form.ts'
import { linesOf } from './form/plain-parts.ts'
import { formLines } from './form-lines.ts'
import { localsOf } from '../filing/plans.ts'
import { themesBroken } from '../themes-broken.ts'
import type { Item } from './item.ts'

/** How an item of the catalogue is claimed, compiled, reviewed, published, changed and retired by officers in the page. */
export const itemPublishing: Publishing<Item> = {
  title: { zh: '政务服务事项', en: 'Service item' },
  gates: ['legal-review'],
  companions: [],
  blank: ({ title, department, today }) => ({
    title: { zh: title },
    inForce: { from: today },
    type: 'licence',
    level: 'city',
    audience: ['enterprise'],
    handling: 'promised',
    department,
    legalBasis: [],
    acceptConditions: [],
    limits: {
      statutory: { basis: [] },
      promised: { limit: { count: 20, unit: 'working-days' }, basis: [], confidence: 'unverified' },
    },
    channels: ['online', 'counter'],
    visits: 0,
    fields: [],
    inputs: [],
    outputs: [],
    materials: [],
    stages: [{ id: 'examine', title: { zh: '审查', en: 'Examination' }, department, decidedBy: 'officer' }],
    result: { kind: 'approval', title: { zh: title } },
    fee: { charged: false },
    deviations: [],
    confidence: 'unverified',
  }),
  office: ({ department }) => ({ department }),
  plain: plainItem,
  lacks: themesBroken,
  warns: districtsLeftBehind,
}

/** Districts' versions that the changed item has no place for any more: each district is told, none is stopped. */
function districtsLeftBehind(item: Item, all: Definitions): Complaint[] {
  return localsOf(all, item.id).flatMap((local) =>
    misfits(local, item, all).map((complaint) => ({
      ...complaint,
      path: [],
      message: {
        zh: `“${local.title.zh}”：${complaint.message.zh}`,
        en: `${local.title.en}: ${complaint.message.en}`,
      },
    })),
  )
}

/** All that an item says, in the order of its form; what is asked and wanted has a line for every condition. */
export function plainItem(item: Item, all: Definitions): PlainLine[] {
  const form = formLines(item, all)
  const isForm = ({ key }: PlainLine) => /^(fields|materials) /.test(key)
  const lines = linesOf(itemParts, item, all)
  const at = lines.findIndex(isForm)
  const others = lines.filter((one) => !isForm(one))
  return at < 0 ? [...others, ...form] : others.toSpliced(at, 0, ...form)
}
