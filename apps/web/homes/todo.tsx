import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useRead } from '../client/hooks.ts'
import { useText } from '../i18n/i18n.ts'
import { Icon } from '../kits/light/Icon.tsx'
import { Section } from '../kits/light/Page.tsx'
import css from './todo.module.css'
import { type Todo as TodoItem, todosOf } from './todos.ts'

/** At most five things that only the enterprise can do, most urgent first. Nothing to do shows nothing. */
export function Todo({ partyId }: { partyId: string }) {
  const { t } = useTranslation()
  const text = useText()
  const cases = useRead('casework.listMyCases', { partyId, limit: 50 })
  const grants = useRead('policy.listMyGrants', { partyId })
  const todos = todosOf(cases.data?.items ?? [], grants.data?.items ?? [])
  if (todos.length === 0) return null
  const words = (todo: TodoItem) => t(`todo.${todo.kind}`, { title: todo.title ? text(todo.title) : '' })
  return (
    <Section title={t('todo.title')}>
      <ul className={css.list}>
        {todos.map((todo) => (
          <li key={todo.id}>
            <Link to={todo.to} params={todo.params as never} className={css.item}>
              <span className={css.words}>{words(todo)}</span>
              <Icon name="arrow" />
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  )
}
