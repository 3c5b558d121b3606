import { Select } from 'antd'
import type { Output } from '#apps/web/client/contracts.ts'
import { useText } from '#apps/web/i18n/i18n.ts'
import { DateFigure, MomentFigure } from '#apps/web/kits/light/Figure.tsx'
import { ExportMenu } from '#apps/web/workbench/kit/ExportMenu.tsx'
import { FilterRow } from '#apps/web/workbench/kit/FilterRow.tsx'
import { allRows, usePages } from '#apps/web/workbench/kit/pages.ts'
import { PlaceLink, usePlace } from '#apps/web/workbench/kit/place.tsx'
import { SearchField } from '#apps/web/workbench/kit/SearchField.tsx'
import { Sheet, WorkPage } from '#apps/web/workbench/kit/WorkPage.tsx'
import { type Column, useColumns, WorkTable } from '#apps/web/workbench/kit/WorkTable.tsx'
import { useWords } from '#apps/web/workbench/kit/words.ts'
import type { LicenceState } from '../../model.ts'
import { LicenceTag } from '../licence-tag.tsx'
import { LicenceDrawer } from './LicenceDrawer.tsx'

type Row = Output<'credential.findLicences'>['items'][number]
const states = ['valid', 'suspended', 'expired', 'cancelled', 'revoked', 'replaced'] as const
const keyOf = ({ partyId, licenceId }: Row) => `${partyId}.${licenceId}`

/** `/workbench/licences`: the licences that a department issued, each with its life and what may be done. */
export default function LicencesScreen() {
  const t = useWords()
  const { search, change } = usePlace()
  const state = states.find((one) => one === search['state'])
  const filter = { ...(search['q'] ? { q: search['q'] } : {}), ...(state ? { state } : {}) }
  const list = usePages('credential.findLicences', filter)
  const { shown, choice } = useColumns('licences', useLicenceColumns())
  return (
    <WorkPage title={t('place.licences')} lead={t('credential:screens.desk.lead')}>
      <div>
        <FilterRow
          actions={
            <>
              {choice}
              <ExportMenu
                title={t('place.licences')}
                columns={shown}
                rows={() => allRows('credential.findLicences', filter)}
              />
            </>
          }
        >
          <SearchField label={t('credential:screens.desk.search')} />
          <Select<LicenceState | ''>
            aria-label={t('credential:screens.desk.states')}
            value={state ?? ''}
            onChange={(chosen) => change({ state: chosen })}
            style={{ width: '9rem' }}
            options={[
              { value: '', label: t('credential:screens.desk.all') },
              ...states.map((value) => ({ value, label: t(`credential:screens.state.${value}`) })),
            ]}
          />
        </FilterRow>
        <Sheet plain>
          <WorkTable
            label={t('place.licences')}
            columns={shown}
            rowKey={keyOf}
            list={list}
            empty={{ title: t('credential:screens.desk.none'), text: t('credential:screens.desk.noneText') }}
            onOpen={(row) => change({ licence: keyOf(row) })}
            at={search['licence']}
          />
        </Sheet>
      </div>
      <LicenceDrawer openKey={search['licence']} onClose={() => change({ licence: '' })} />
    </WorkPage>
  )
}

function useLicenceColumns(): Column<Row>[] {
  const t = useWords()
  const text = useText()
  const { search } = usePlace()
  return [
    {
      id: 'holder',
      title: t('credential:screens.desk.holder'),
      always: true,
      width: 220,
      render: (row) => (
        <PlaceLink to="licences" search={{ ...search, licence: keyOf(row) }}>
          {row.holderName}
        </PlaceLink>
      ),
      plain: (row) => row.holderName,
    },
    {
      id: 'licence',
      title: t('credential:screens.desk.licence'),
      width: 200,
      render: (row) => text(row.title),
      plain: (row) => text(row.title),
    },
    {
      id: 'standing',
      title: t('credential:screens.desk.standing'),
      render: (row) => <LicenceTag state={row.state} joint={row.joint} />,
      plain: (row) => t(`credential:screens.state.${row.state}`),
    },
    {
      id: 'until',
      title: t('credential:screens.desk.until'),
      render: (row) => row.validUntil && <DateFigure day={row.validUntil} />,
      plain: (row) => row.validUntil ?? '',
    },
    {
      id: 'issuedAt',
      title: t('credential:screens.desk.issuedAt'),
      render: (row) => <MomentFigure at={row.issuedAt} />,
      plain: (row) => row.issuedAt,
    },
    {
      id: 'number',
      title: t('credential:screens.desk.number'),
      render: (row) => row.number,
      plain: (row) => row.number,
    },
  ]
}
