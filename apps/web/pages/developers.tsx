import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLanguage } from '../i18n/i18n.ts'
import { Loaded } from '../kits/light/Loaded.tsx'
import { Page, Section } from '../kits/light/Page.tsx'
import { TextField } from '../kits/light/TextField.tsx'
import css from './developers.module.css'
import { type Operation, operationsIn, type OpenApi, type Schema, typeText } from './openapi.ts'

const fetchApi = async (): Promise<OpenApi> => (await fetch('/api/openapi.json')).json() as Promise<OpenApi>

/** The programming interface as it runs here, read from its own OpenAPI document. */
export default function DevelopersPage() {
  const { t } = useTranslation()
  const [search, setSearch] = useState('')
  const document = useQuery({ queryKey: ['openapi'], queryFn: fetchApi, staleTime: Number.POSITIVE_INFINITY })
  return (
    <Page title={t('developers.title')} lead={t('developers.lead')}>
      <ul className={css.notes}>
        <li>
          <a href="/api/openapi.json">{t('developers.document')}</a>
        </li>
        <li>{t('developers.session')}</li>
        <li>{t('developers.key')}</li>
        <li>{t('developers.problems')}</li>
      </ul>
      <TextField
        name="search"
        type="search"
        label={t('developers.search')}
        value={search}
        onChange={setSearch}
      />
      <Loaded result={document} lines={10}>
        {(api) => <Operations operations={operationsIn(api, search)} />}
      </Loaded>
    </Page>
  )
}

function Operations({ operations }: { operations: ReadonlyMap<string, readonly Operation[]> }) {
  const { t } = useTranslation()
  if (operations.size === 0) return <p>{t('form.noneFound')}</p>
  return (
    <>
      {[...operations].map(([tag, list]) => (
        <Section key={tag} title={tag}>
          {list.map((operation) => (
            <OperationRow key={operation.id} operation={operation} />
          ))}
        </Section>
      ))}
    </>
  )
}

function OperationRow({ operation }: { operation: Operation }) {
  const { t } = useTranslation()
  return (
    <details className={css.operation}>
      <summary>
        <span className={css.method}>{operation.method}</span>
        <code>{operation.path}</code>
        <Summary operation={operation} />
      </summary>
      <dl className={css.facts}>
        <dt>{t('developers.permission')}</dt>
        <dd>{t(`developers.scope.${operation.permission}`)}</dd>
        {operation.refusals.length > 0 && (
          <>
            <dt>{t('developers.refusals')}</dt>
            <dd>
              {operation.refusals.map((code) => (
                <code key={code}>{code} </code>
              ))}
            </dd>
          </>
        )}
      </dl>
      {operation.input.length > 0 && (
        <>
          <h3>{t('developers.input')}</h3>
          <Fields fields={operation.input} />
        </>
      )}
      {operation.output && (
        <>
          <h3>{t('developers.output')}</h3>
          <Fields fields={fieldsOf(operation.output)} />
        </>
      )}
    </details>
  )
}

/** What it does: in Chinese by the engine's own words where it has them, otherwise as the contract says it. */
function Summary({ operation }: { operation: Operation }) {
  const [engine = '', name = ''] = operation.id.split('.')
  const language = useLanguage()
  const { t } = useTranslation(engine)
  const words = language === 'zh' ? t(`operations.${name}`, { defaultValue: '' }) : ''
  return (
    <span className={css.summary} lang={words ? 'zh-CN' : 'en'}>
      {words || operation.summary}
    </span>
  )
}

const fieldsOf = (schema: Schema) =>
  Object.entries(schema.properties ?? {}).map(([name, property]) => ({
    name,
    schema: property,
    required: schema.required?.includes(name) ?? false,
  }))

function Fields({ fields }: { fields: Operation['input'] }) {
  const { t } = useTranslation()
  return (
    <ul className={css.fields}>
      {fields.map((field) => (
        <li key={field.name}>
          <code>{field.name}</code> <span className={css.type}>{typeText(field.schema)}</span>
          {!field.required && <span className={css.type}> {t('form.optional')}</span>}
        </li>
      ))}
    </ul>
  )
}
