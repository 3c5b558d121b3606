import { Input, Select } from 'antd'
import { useRead } from '#apps/web/client/hooks.ts'
import { useText } from '#apps/web/i18n/i18n.ts'
import { useWords } from '#apps/web/workbench/kit/words.ts'
import { bodyIn, listIn, type PartProps, textIn, withText } from './body.ts'
import { Labelled } from './Labelled.tsx'
import css from './write.module.css'

type Groups = readonly {
  id: string
  policies: readonly { policyId: string; title: { zh: string; en: string } }[]
}[]

/** A group by the policies that stand in it beside this one; its identifier is nobody's business. */
function useGroupName(groups: Groups, policyId: unknown) {
  const t = useWords()
  const text = useText()
  return (group: string) => {
    const others = groups
      .find(({ id }) => id === group)
      ?.policies.filter((one) => one.policyId !== policyId)
      .map(({ title }) => text(title))
    return others?.length ? others.join(t('policy:screens.write.listed')) : t('policy:screens.write.newGroup')
  }
}

/** Benefits that exclude each other stand in one group, of which an enterprise chooses one. */
export function Exclusive({ policy, locked, put }: PartProps) {
  const t = useWords()
  const groups = useRead('policy.listBuildingBlocks', {}).data?.exclusiveGroups ?? []
  const own = `only-one-of-${textIn(policy['id'])}`
  const chosen = listIn<string>(policy['exclusive'])
  const nameOf = useGroupName(groups, policy['id'])
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

/** Of a group only the highest is paid (从高不重复): that is the policy's rule, nobody's choice, and rests on a document. */
export function Highest({ policy, locked, put }: PartProps) {
  const t = useWords()
  const groups = useRead('policy.listBuildingBlocks', {}).data?.highestGroups ?? []
  const own = `highest-of-${textIn(policy['id'])}`
  const highest = bodyIn(policy['highest'])
  const group = textIn(highest['group'])
  const nameOf = useGroupName(groups, policy['id'])
  const ids = [...new Set([...groups.map(({ id }) => id), own, ...(group ? [group] : [])])]
  return (
    <>
      <Labelled label={t('policy:screens.write.highest')} hint={t('policy:screens.write.hint.highest')}>
        <Select
          aria-label={t('policy:screens.write.highest')}
          className={css.full}
          allowClear
          placeholder={t('policy:screens.write.noHighest')}
          disabled={locked}
          value={group || undefined}
          showSearch={{ optionFilterProp: 'label' }}
          options={ids.map((value) => ({ value, label: nameOf(value) }))}
          onChange={(next: string | undefined) =>
            put({ highest: next ? { confidence: 'sample', ...highest, group: next } : undefined })
          }
        />
      </Labelled>
      {group && (
        <Labelled
          label={t('policy:screens.write.highestBasis')}
          hint={
            <>
              {t('policy:screens.write.lowerReceived')}{' '}
              {t(`policy:screens.write.sure.${highest['confidence'] === 'verified' ? 'yes' : 'no'}`)}
            </>
          }
        >
          <Input
            aria-label={t('policy:screens.write.highestBasis')}
            disabled={locked}
            value={textIn(highest['document'])}
            onChange={({ target: { value } }) =>
              put({
                highest: {
                  ...withText(highest, 'document', value),
                  confidence: value.trim() ? 'verified' : 'sample',
                },
              })
            }
          />
        </Labelled>
      )}
    </>
  )
}
