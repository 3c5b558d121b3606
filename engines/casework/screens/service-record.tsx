import { useTranslation } from 'react-i18next'
import { useRead } from '#apps/web/client/hooks.ts'
import { useText } from '#apps/web/i18n/i18n.ts'
import { EmptyState } from '#apps/web/kits/light/EmptyState.tsx'
import { Count, DateFigure } from '#apps/web/kits/light/Figure.tsx'
import { Loaded } from '#apps/web/kits/light/Loaded.tsx'
import { Page, Section } from '#apps/web/kits/light/Page.tsx'
import { Table } from '#apps/web/kits/light/Table.tsx'
import type { Block, Breach, ServiceRow } from '../service-record/service-views.ts'

/** How offices keep their time, told in public: shares, late steps with their reason, refusals with their ground. */
export default function ServiceRecordScreen() {
  const { t } = useTranslation('casework')
  const record = useRead('casework.serviceRecord', {})
  return (
    <Page title={t('screens.service.title')} lead={t('screens.service.lead')} wide>
      <Loaded result={record} lines={8}>
        {({ rows, breaches, blocks }) => (
          <>
            <Section title={t('screens.service.byItem')}>
              {rows.length === 0 ? (
                <EmptyState title={t('screens.service.none')}>{t('screens.service.noneText')}</EmptyState>
              ) : (
                <Rows rows={rows} />
              )}
            </Section>
            <Section title={t('screens.service.breaches')}>
              {breaches.length === 0 ? (
                <p>{t('screens.service.noBreaches')}</p>
              ) : (
                <Breaches breaches={breaches} />
              )}
            </Section>
            <Section title={t('screens.service.blocks')}>
              <p>{t('screens.service.blocksLead')}</p>
              {blocks.length === 0 ? <p>{t('screens.service.noBlocks')}</p> : <Blocks blocks={blocks} />}
            </Section>
            <p>{t('screens.service.newest')}</p>
          </>
        )}
      </Loaded>
    </Page>
  )
}

const percent = (share: number) => `${Math.floor(share * 1000) / 10}%`

function Rows({ rows }: { rows: readonly ServiceRow[] }) {
  const { t } = useTranslation('casework')
  const text = useText()
  return (
    <Table
      caption={t('screens.service.byItem')}
      rows={rows}
      keyOf={(row) => `${row.item.id} ${row.department.id}`}
      columns={[
        { id: 'item', title: t('screens.service.item'), cell: (row) => text(row.item.title) },
        {
          id: 'department',
          title: t('screens.service.department'),
          cell: (row) => text(row.department.title),
        },
        {
          id: 'on-time',
          title: t('screens.service.onTime'),
          figure: true,
          cell: ({ figures }) => (figures ? percent(figures.onTime) : t('screens.service.few')),
        },
        {
          id: 'steps',
          title: t('screens.service.steps'),
          figure: true,
          cell: ({ figures }) => (figures ? <Count of={figures.steps} /> : '—'),
        },
        {
          id: 'fast',
          title: t('screens.service.fast'),
          figure: true,
          cell: ({ fast }) =>
            fast ? t('screens.service.fastShare', { share: percent(fast.onTime), count: fast.steps }) : '—',
        },
        {
          id: 'late',
          title: t('screens.service.late'),
          figure: true,
          cell: (row) => <Count of={row.late} />,
        },
        {
          id: 'second',
          title: t('screens.service.secondNotices'),
          figure: true,
          cell: (row) => <Count of={row.secondNotices} />,
        },
      ]}
    />
  )
}

function useOffice() {
  const text = useText()
  return ({ department, district }: Pick<Breach, 'department' | 'district'>) =>
    district ? `${text(district.title)} · ${text(department.title)}` : text(department.title)
}

function Breaches({ breaches }: { breaches: readonly Breach[] }) {
  const { t } = useTranslation('casework')
  const text = useText()
  const office = useOffice()
  return (
    <Table
      caption={t('screens.service.breaches')}
      rows={breaches}
      keyOf={(_, index) => String(index)}
      columns={[
        { id: 'item', title: t('screens.service.item'), cell: (row) => text(row.item.title) },
        { id: 'step', title: t('screens.service.step'), cell: (row) => text(row.step) },
        { id: 'department', title: t('screens.service.department'), cell: office },
        {
          id: 'due',
          title: t('screens.service.due'),
          cell: ({ dueOn }) => (dueOn ? <DateFigure day={dueOn} /> : '—'),
        },
        {
          id: 'done',
          title: t('screens.service.done'),
          cell: ({ doneOn }) => (doneOn ? <DateFigure day={doneOn} /> : t('screens.service.open')),
        },
        {
          id: 'reason',
          title: t('screens.service.reason'),
          cell: ({ reason }) => reason ?? t('screens.service.noReason'),
        },
      ]}
    />
  )
}

function Blocks({ blocks }: { blocks: readonly Block[] }) {
  const { t } = useTranslation('casework')
  const text = useText()
  const office = useOffice()
  return (
    <Table
      caption={t('screens.service.blocks')}
      rows={blocks}
      keyOf={(_, index) => String(index)}
      columns={[
        { id: 'item', title: t('screens.service.item'), cell: (row) => text(row.item.title) },
        { id: 'department', title: t('screens.service.department'), cell: office },
        { id: 'on', title: t('screens.service.on'), cell: (row) => <DateFigure day={row.on} /> },
        { id: 'ground', title: t('screens.service.ground'), cell: (row) => text(row.ground) },
      ]}
    />
  )
}
