import { Button, Checkbox, Grid, Popover, Table, type TableColumnType } from 'antd'
import { type ReactNode, useEffect, useMemo, useState } from 'react'
import { problemFrom } from '../../client/problem.ts'
import { classes } from '../../kits/light/classes.ts'
import { EmptyState } from '../../kits/light/EmptyState.tsx'
import { ProblemNotice } from '../../kits/light/Loaded.tsx'
import { Skeleton } from '../../kits/light/Skeleton.tsx'
import type { Paged } from './pages.ts'
import { useWords } from './words.ts'
import css from './WorkTable.module.css'

/** One column: how it looks, and what it is in plain text or number, for sorting and for files. */
export interface Column<Row> {
  readonly id: string
  readonly title: string
  readonly render: (row: Row) => ReactNode
  readonly plain?: (row: Row) => string | number | undefined
  readonly width?: number
  readonly right?: boolean
  /** shown whatever is chosen; the first such column is the title of a card on a phone */
  readonly always?: boolean
  /** shown only when chosen */
  readonly extra?: boolean
}

const compare = (a: string | number | undefined, b: string | number | undefined): number => {
  if (a === b) return 0
  if (a === undefined) return 1
  if (b === undefined) return -1
  return typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b), 'zh')
}

const antdColumn = <Row,>(column: Column<Row>): TableColumnType<Row> => ({
  key: column.id,
  title: column.title,
  render: (_, row) => column.render(row),
  ...(column.width === undefined ? {} : { width: column.width }),
  // What can be done with a row stays in sight however wide the row is.
  ...(column.id === 'act' ? { fixed: 'right' as const } : {}),
  ...(column.right ? { align: 'right' as const } : {}),
  ...(column.plain
    ? { sorter: (a: Row, b: Row) => compare(column.plain?.(a), column.plain?.(b)), showSorterTooltip: false }
    : {}),
})

export interface WorkTableProps<Row> {
  readonly label: string
  readonly columns: readonly Column<Row>[]
  readonly rowKey: (row: Row) => string
  readonly list: Paged<Row>
  readonly empty: { readonly title: string; readonly text: string; readonly action?: ReactNode }
  readonly onOpen?: (row: Row) => void
  /** the row the keyboard is on */
  readonly at?: string | undefined
}

/** A list in its states: coming, failed, empty, here. A table on a desk, cards on a phone, from the same columns. */
export function WorkTable<Row extends object>(props: WorkTableProps<Row>) {
  const { list } = props
  if (list.error && !list.items)
    return (
      <div className={css.away}>
        <ProblemNotice problem={problemFrom(list.error)} retry={list.refetch} />
      </div>
    )
  if (!list.items)
    return (
      <div className={css.away}>
        <Skeleton lines={6} />
      </div>
    )
  if (!list.items.length)
    return (
      <div className={css.away}>
        <EmptyState title={props.empty.title} action={props.empty.action}>
          <p>{props.empty.text}</p>
        </EmptyState>
      </div>
    )
  return <Rows {...props} items={list.items} />
}

function Rows<Row extends object>(props: WorkTableProps<Row> & { items: readonly Row[] }) {
  const t = useWords()
  const { list, items, at } = props
  const wide = Grid.useBreakpoint()['md'] ?? true
  useEffect(() => {
    if (at) document.querySelector(`[data-row="${CSS.escape(at)}"]`)?.scrollIntoView({ block: 'nearest' })
  }, [at])
  return (
    <>
      {wide ? <AsTable {...props} /> : <AsCards {...props} />}
      <div className={css.foot}>
        <span>{t('table.loaded', { count: items.length })}</span>
        {list.more && (
          <Button loading={list.loadingMore} onClick={list.loadMore}>
            {t('table.more')}
          </Button>
        )}
      </div>
    </>
  )
}

function AsTable<Row extends object>({
  label,
  columns,
  rowKey,
  items,
  onOpen,
  at,
}: WorkTableProps<Row> & { items: readonly Row[] }) {
  const made = useMemo(() => columns.map(antdColumn), [columns])
  return (
    <Table<Row>
      size="small"
      aria-label={label}
      columns={made}
      dataSource={items as Row[]}
      rowKey={rowKey}
      pagination={false}
      scroll={{ x: 'max-content' }}
      rowClassName={(row) => classes(onOpen && 'opens', at === rowKey(row) && 'at')}
      onRow={(row) => ({
        ...({ 'data-row': rowKey(row) } as object),
        ...(onOpen ? { onClick: (event) => openUnlessControl(event.target, () => onOpen(row)) } : {}),
      })}
    />
  )
}

/** A click on a control inside the row is for the control. */
function openUnlessControl(target: EventTarget, open: () => void): void {
  if (target instanceof Element && target.closest('a, button, input, label')) return
  if (getSelection()?.toString()) return
  open()
}

function AsCards<Row extends object>({
  label,
  columns,
  rowKey,
  items,
  onOpen,
  at,
}: WorkTableProps<Row> & { items: readonly Row[] }) {
  const [first, ...rest] = columns
  return (
    <ul className={css.cards} aria-label={label}>
      {items.map((row) => (
        <li
          key={rowKey(row)}
          data-row={rowKey(row)}
          className={classes(css.card, at === rowKey(row) && css.at)}
          onClick={onOpen && ((event) => openUnlessControl(event.target, () => onOpen(row)))}
        >
          <div className={css.cardTitle}>{first?.render(row)}</div>
          <dl>
            {rest.map((column) => (
              <div key={column.id}>
                <dt>{column.title}</dt>
                <dd>{column.render(row)}</dd>
              </div>
            ))}
          </dl>
        </li>
      ))}
    </ul>
  )
}

const keyOf = (table: string) => `yishang.columns.${table}`
function remembered(table: string): readonly string[] | undefined {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(keyOf(table)) ?? 'null')
    return Array.isArray(stored) ? stored.map(String) : undefined
  } catch {
    return undefined
  }
}

/** The columns a reader chose for one table, remembered on this device. */
export function useColumns<Row>(table: string, all: readonly Column<Row>[]) {
  const [chosen, setChosen] = useState(() => remembered(table))
  const shows = (column: Column<Row>) =>
    column.always || (chosen ? chosen.includes(column.id) : !column.extra)
  const choose = (ids: readonly string[]) => {
    localStorage.setItem(keyOf(table), JSON.stringify(ids))
    setChosen(ids)
  }
  const shown = all.filter(shows)
  return { shown, choice: <ColumnChoice all={all} shown={shown} choose={choose} /> }
}

function ColumnChoice<Row>({
  all,
  shown,
  choose,
}: {
  all: readonly Column<Row>[]
  shown: readonly Column<Row>[]
  choose: (ids: readonly string[]) => void
}) {
  const t = useWords()
  const optional = all.filter((column) => !column.always)
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      content={
        <Checkbox.Group
          className={css.choices}
          value={shown.map(({ id }) => id)}
          onChange={choose}
          options={optional.map(({ id, title }) => ({ value: id, label: title }))}
        />
      }
    >
      <Button>{t('table.columns')}</Button>
    </Popover>
  )
}
