import { Button, Input } from 'antd'
import { copyTable } from '#apps/web/workbench/kit/tables.ts'
import { useWords } from '#apps/web/workbench/kit/words.ts'
import { type Body, bodyIn, type PartProps, textIn } from './body.ts'
import { Labelled } from './Labelled.tsx'
import { PasteTiers } from './PasteRows.tsx'
import { saidBy, TestField, testOf } from './TestField.tsx'
import { freeName, renamed, type Tier, tiersIn, writtenTiers } from './tiers.ts'
import css from './write.module.css'

/** Named values in steps: a share by size, a reward by revenue. The formula uses them by their name. */
export function Tiers({ policy, locked, put }: PartProps) {
  const t = useWords()
  const parameters = bodyIn(policy['parameters'])
  const gives = bodyIn(policy['gives'])
  const add = () => {
    const name = freeName(parameters, t('policy:screens.write.tierName'))
    put({
      parameters: { ...parameters, [name]: writtenTiers([{ when: '', value: '' }, { value: '' }]) },
      ...(textIn(gives['amount']).trim() ? {} : { gives: { ...gives, amount: name } }),
    })
  }
  return (
    <div>
      {Object.entries(parameters).map(([name, form], i) => (
        <fieldset
          // biome-ignore lint/suspicious/noArrayIndexKey: a value keeps its place while its name is typed
          key={i}
          className={css.group}
        >
          <legend>{t('policy:screens.write.tiersOf', { name })}</legend>
          <Named policy={policy} name={name} locked={locked} put={put} />
          <Steps
            name={name}
            form={form}
            locked={locked}
            onChange={(next) => put({ parameters: { ...parameters, [name]: next } })}
          />
          {!locked && (
            <Button
              type="text"
              danger
              onClick={() => {
                const { [name]: _, ...rest } = parameters
                const { [name]: __, ...names } = bodyIn(policy['parameterNames'])
                put({ parameters: rest, parameterNames: names })
              }}
            >
              {t('policy:screens.write.removeTiers')}
            </Button>
          )}
        </fieldset>
      ))}
      {!locked && <Button onClick={add}>{t('policy:screens.write.addTiers')}</Button>}
    </div>
  )
}

function Named({ policy, name, locked, put }: PartProps & { name: string }) {
  const t = useWords()
  const { [name]: _, ...others } = bodyIn(policy['parameters'])
  return (
    <Labelled label={t('policy:screens.write.tiersName')} hint={t('policy:screens.write.hint.tiers')}>
      <Input
        aria-label={t('policy:screens.write.tiersName')}
        disabled={locked}
        value={name}
        onChange={({ target: { value } }) => {
          const next = value.replace(/\s/g, '')
          if (next && !Object.hasOwn(others, next)) put(renamed(policy, name, next))
        }}
      />
    </Labelled>
  )
}

function Steps({
  name,
  form,
  locked,
  onChange,
}: {
  name: string
  form: unknown
  locked: boolean
  onChange: (form: unknown) => void
}) {
  const t = useWords()
  const tiers = tiersIn(form)
  const value = (label: string, now: string, set: (value: string) => void) => (
    <Input
      aria-label={label}
      placeholder={t('policy:screens.write.stepHint')}
      disabled={locked}
      value={now}
      onChange={(event) => set(event.target.value)}
    />
  )
  if (!tiers)
    return typeof form === 'string' ? (
      value(name, form, onChange)
    ) : (
      <p className="work-soft">{t('policy:screens.write.fromFile')}</p>
    )
  const put = (i: number, tier: Tier | undefined) =>
    onChange(writtenTiers(tiers.flatMap((one, j) => (j === i ? (tier ?? []) : [one]))))
  return (
    <div>
      {tiers.map((tier, i) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: steps have no name of their own
          key={i}
          className={css.step}
        >
          {tier.when === undefined ? (
            <span>{t('policy:screens.write.otherwise')}</span>
          ) : (
            <TestField
              test={testOf(tier.when)}
              locked={locked}
              onChange={(test) => put(i, { ...tier, when: saidBy(test) })}
            />
          )}
          <div className={css.stepGives}>
            <span>{t('policy:screens.write.stepGives')}</span>
            {value(t('policy:screens.write.stepGivesOf', { number: i + 1 }), tier.value, (next) =>
              put(i, { ...tier, value: next }),
            )}
            {!locked && tier.when !== undefined && (
              <Button
                type="text"
                danger
                aria-label={t('policy:screens.write.removeStepOf', { number: i + 1 })}
                onClick={() => put(i, undefined)}
              >
                {t('policy:screens.write.remove')}
              </Button>
            )}
          </div>
        </div>
      ))}
      {!locked && (
        <div className={css.acts}>
          <Button size="small" onClick={() => onChange(writtenTiers([...tiers, { when: '', value: '' }]))}>
            {t('policy:screens.write.addStep')}
          </Button>
          <PasteTiers onTake={(some) => onChange(writtenTiers(some))} />
          <Button
            size="small"
            onClick={() => copyTable(tiers.map(({ when, value }) => [when ?? '其余', value]))}
          >
            {t('paste.copy')}
          </Button>
        </div>
      )}
    </div>
  )
}

/** What the steps of a policy are called, for the formula. */
export const tierNames = (policy: Body): readonly string[] => Object.keys(bodyIn(policy['parameters']))
