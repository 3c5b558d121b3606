import { Input, InputNumber, Select } from 'antd'
import { useMe, useRead } from '#apps/web/client/hooks.ts'
import { useText } from '#apps/web/i18n/i18n.ts'
import { Sheet } from '#apps/web/workbench/kit/WorkPage.tsx'
import { useWords } from '#apps/web/workbench/kit/words.ts'
import { bodyIn, listIn, type PartProps, textIn, withText } from './body.ts'
import { Labelled } from './Labelled.tsx'
import { Choice } from './MoneyPart.tsx'
import css from './write.module.css'

const modes = ['without-application', 'one-click', 'on-application', 'self-declared', 'reviewed'] as const
/** Written in a folder: what is promised needs words of its own. */
const fromFolder = 'on-commitment'
const paid: readonly string[] = ['without-application', 'one-click', fromFolder]
const usualDays = 5
const usualDecision = 10

/** How and when a policy is given, from which money, and which others it excludes. */
export function GivingPart(props: PartProps) {
  const { policy, locked, put } = props
  const t = useWords()
  const inForce = bodyIn(policy['inForce'])
  const publicity = bodyIn(policy['publicity'])
  const mode = textIn(policy['mode']) || 'on-application'
  const claim = bodyIn(policy['claim'])
  const isPublished = paid.includes(mode) && bodyIn(policy['gives'])['kind'] === 'cash'
  return (
    <Sheet title={t('policy:screens.write.giving')}>
      <Choice
        label={t('policy:screens.write.mode')}
        locked={locked}
        value={mode}
        options={[...modes, ...(mode === fromFolder ? ([fromFolder] as const) : [])].map((value) => ({
          value,
          label: t(`policy:screens.write.modes.${value}`),
        }))}
        onChange={(mode) =>
          put({
            mode,
            publicity: paid.includes(mode) ? { workingDays: usualDays, confidence: 'unverified' } : undefined,
            claim:
              mode === 'one-click' ? { decideWorkingDays: usualDecision, confidence: 'sample' } : undefined,
          })
        }
      />
      {isPublished && (
        <Labelled
          label={t('policy:screens.write.publicity')}
          hint={t(`policy:screens.write.sure.${publicity['confidence'] === 'verified' ? 'yes' : 'no'}`)}
        >
          <div className={css.pairOf}>
            <InputNumber
              aria-label={t('policy:screens.write.publicity')}
              min={1}
              max={60}
              precision={0}
              disabled={locked}
              value={Number(publicity['workingDays'] ?? usualDays)}
              onChange={(days) => put({ publicity: { ...publicity, workingDays: days ?? usualDays } })}
            />
            <Input
              aria-label={t('policy:screens.write.publicityBasis')}
              placeholder={t('policy:screens.write.publicityBasis')}
              disabled={locked}
              value={textIn(publicity['document'])}
              onChange={({ target: { value } }) =>
                put({
                  publicity: {
                    ...withText(publicity, 'document', value),
                    confidence: value.trim() ? 'verified' : 'unverified',
                  },
                })
              }
            />
          </div>
        </Labelled>
      )}
      {policy['claim'] !== undefined && (
        <Labelled
          label={t('policy:screens.write.decide')}
          hint={t(`policy:screens.write.sure.${claim['confidence'] === 'verified' ? 'yes' : 'no'}`)}
        >
          <div className={css.pairOf}>
            <InputNumber
              aria-label={t('policy:screens.write.decide')}
              min={1}
              max={60}
              precision={0}
              disabled={locked}
              value={Number(claim['decideWorkingDays'] ?? usualDecision)}
              onChange={(days) => put({ claim: { ...claim, decideWorkingDays: days ?? usualDecision } })}
            />
            <Input
              aria-label={t('policy:screens.write.decideBasis')}
              placeholder={t('policy:screens.write.decideBasis')}
              disabled={locked}
              value={textIn(claim['document'])}
              onChange={({ target: { value } }) =>
                put({
                  claim: {
                    ...withText(claim, 'document', value),
                    confidence: value.trim() ? 'verified' : 'sample',
                  },
                })
              }
            />
          </div>
        </Labelled>
      )}
      <div className={css.pairOf}>
        {(['from', 'until'] as const).map((end) => (
          <Labelled key={end} label={t(`policy:screens.write.${end}`)}>
            <Input
              type="date"
              aria-label={t(`policy:screens.write.${end}`)}
              disabled={locked}
              value={textIn(inForce[end])}
              onChange={(event) => put({ inForce: withText(inForce, end, event.target.value) })}
            />
          </Labelled>
        ))}
      </div>
      <Budget {...props} />
      <Exclusive {...props} />
    </Sheet>
  )
}

function Budget({ policy, locked, put }: PartProps) {
  const t = useWords()
  const text = useText()
  const me = useMe().data
  const books = useRead('ledger.listBooks', {}, { enabled: me?.may['ledger.listBooks'] !== undefined }).data
  const funds = useRead('policy.listBuildingBlocks', {}).data?.funds ?? []
  const budget = bodyIn(policy['budget'])
  const book = textIn(budget['book'])
  const own = `fund-of-${textIn(policy['id'])}`
  const year = Number(budget['year'] ?? textIn(bodyIn(policy['inForce'])['from']).slice(0, 4))
  const nameOf = (fund: string) => {
    const open = books?.items.find((one) => one.fund === fund)
    const used = funds.find(({ id }) => id === fund)?.policies.map(({ title }) => text(title))
    if (open) return open.title
    return used?.length
      ? t('policy:screens.write.fundOf', { policies: used.join(t('policy:screens.write.listed')) })
      : t('policy:screens.write.ownFund')
  }
  const ids = [
    ...new Set([
      own,
      ...(books?.items.map(({ fund }) => fund) ?? []),
      ...funds.map(({ id }) => id),
      ...(book ? [book] : []),
    ]),
  ]
  return (
    <>
      <Labelled label={t('policy:screens.write.book')}>
        <Select
          aria-label={t('policy:screens.write.book')}
          className={css.full}
          allowClear
          placeholder={t('policy:screens.write.noBook')}
          disabled={locked}
          value={book || undefined}
          options={ids.map((value) => ({ value, label: nameOf(value) }))}
          onChange={(next: string | undefined) =>
            put({ budget: next ? { ...budget, book: next, year } : undefined })
          }
        />
      </Labelled>
      {book && (
        <div className={css.pairOf}>
          <Labelled label={t('policy:screens.write.budgetYear')}>
            <InputNumber
              aria-label={t('policy:screens.write.budgetYear')}
              min={2000}
              max={2100}
              precision={0}
              disabled={locked}
              value={year}
              onChange={(next) => put({ budget: { ...budget, year: next ?? year } })}
            />
          </Labelled>
          <Labelled label={t('policy:screens.write.budget')}>
            <Input
              aria-label={t('policy:screens.write.budget')}
              placeholder={t('policy:screens.write.budgetHint')}
              disabled={locked}
              value={textIn(budget['amount'])}
              onChange={(event) => put({ budget: withText(budget, 'amount', event.target.value) })}
            />
          </Labelled>
        </div>
      )}
    </>
  )
}

/** Benefits that exclude each other stand in one group, of which an enterprise takes the best. */
function Exclusive({ policy, locked, put }: PartProps) {
  const t = useWords()
  const text = useText()
  const groups = useRead('policy.listBuildingBlocks', {}).data?.exclusiveGroups ?? []
  const own = `only-one-of-${textIn(policy['id'])}`
  const chosen = listIn<string>(policy['exclusive'])
  const nameOf = (group: string) => {
    const others = groups
      .find(({ id }) => id === group)
      ?.policies.filter(({ policyId }) => policyId !== policy['id'])
      .map(({ title }) => text(title))
    return others?.length ? others.join(t('policy:screens.write.listed')) : t('policy:screens.write.newGroup')
  }
  const ids = [...new Set([...groups.map(({ id }) => id), own, ...chosen])]
  return (
    <Labelled label={t('policy:screens.write.exclusive')} hint={t('policy:screens.write.hint.exclusive')}>
      <Select
        mode="multiple"
        aria-label={t('policy:screens.write.exclusive')}
        className={css.full}
        placeholder={t('policy:screens.write.noExclusive')}
        disabled={locked}
        value={[...chosen]}
        showSearch={{ optionFilterProp: 'label' }}
        options={ids.map((value) => ({ value, label: nameOf(value) }))}
        onChange={(exclusive: string[]) => put({ exclusive })}
      />
    </Labelled>
  )
}
