import { useTranslation } from 'react-i18next'
import { api } from '#apps/web/client/api.ts'
import type { Output } from '#apps/web/client/contracts.ts'
import { useRead } from '#apps/web/client/hooks.ts'
import { useText } from '#apps/web/i18n/i18n.ts'
import { Count, MomentFigure } from '#apps/web/kits/light/Figure.tsx'
import { Loaded } from '#apps/web/kits/light/Loaded.tsx'
import { Page } from '#apps/web/kits/light/Page.tsx'
import { Table } from '#apps/web/kits/light/Table.tsx'
import css from './open-data.module.css'

type DataSet = Output<'casework.listOpenData'>['sets'][number]

/** What anybody may take away: each set with what it holds, how much, since when, on which terms, in which columns. */
export default function OpenDataScreen() {
  const { t } = useTranslation('casework')
  const sets = useRead('casework.listOpenData', {})
  return (
    <Page title={t('screens.openData.title')} lead={t('screens.openData.lead')} wide>
      <p>
        <a href={api.href('casework.describeOpenData', {})}>{t('screens.openData.dcat')}</a>
      </p>
      <Loaded result={sets} lines={8}>
        {(found) => (
          <>
            <Sets sets={found.sets} />
            <p>{t('screens.openData.licence')}</p>
          </>
        )}
      </Loaded>
    </Page>
  )
}

function Sets({ sets }: { sets: readonly DataSet[] }) {
  const { t } = useTranslation('casework')
  const text = useText()
  return (
    <Table
      caption={t('screens.openData.title')}
      rows={sets}
      keyOf={({ id }) => id}
      columns={[
        {
          id: 'set',
          title: t('screens.openData.set'),
          cell: (set) => (
            <>
              <strong>{text(set.title)}</strong>
              <div className={css.about}>{text(set.description)}</div>
              <details className={css.columns}>
                <summary>{t('screens.openData.columns', { count: set.columns.length })}</summary>
                <ul>
                  {set.columns.map(({ name, type }) => (
                    <li key={name}>
                      <code>{name}</code> {t(`screens.openData.type.${type}`)}
                    </li>
                  ))}
                </ul>
              </details>
            </>
          ),
        },
        {
          id: 'rows',
          title: t('screens.openData.rows'),
          figure: true,
          cell: ({ rows }) => <Count of={rows} />,
        },
        {
          id: 'changed',
          title: t('screens.openData.changed'),
          cell: ({ modified }) => (modified ? <MomentFigure at={modified} /> : '—'),
        },
        {
          id: 'licence',
          title: t('screens.openData.terms'),
          cell: ({ licence }) => <a href={licence.url}>{t('screens.openData.licenceName')}</a>,
        },
        {
          id: 'take',
          title: t('screens.openData.take'),
          cell: ({ id, title }) => (
            <span className={css.take}>
              {(['json', 'csv'] as const).map((format) => (
                <a
                  key={format}
                  href={api.href('casework.exportOpenData', { set: id, format })}
                  aria-label={`${text(title)} ${format.toUpperCase()}`}
                >
                  {format.toUpperCase()}
                </a>
              ))}
            </span>
          ),
        },
      ]}
    />
  )
}
