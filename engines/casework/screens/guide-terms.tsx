import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useText } from '#apps/web/i18n/i18n.ts'
import { FactList } from '#apps/web/kits/light/FactList.tsx'
import { Notice } from '#apps/web/kits/light/Notice.tsx'
import { Section } from '#apps/web/kits/light/Page.tsx'
import { Select } from '#apps/web/kits/light/Select.tsx'
import { Table } from '#apps/web/kits/light/Table.tsx'
import type { Bilingual } from '#kernel/text.ts'
import { giftTexts } from './gifts-text.ts'
import { lawText } from '#kernel/law-text.ts'
import type { Guide } from './guide-law.tsx'
import css from './guide.module.css'
import { limitText } from './limit-text.ts'

const sampled = (confidence: string) => confidence !== 'verified'

/** The guide as the whole city does it, or as a district does that has a version of its own. */
export function DistrictChoice({ guide }: { guide: Guide }) {
  const { t } = useTranslation('casework')
  const text = useText()
  const navigate = useNavigate()
  const { local, districts } = guide
  if (districts.length === 0) return null
  return (
    <>
      <Select
        name="district"
        label={t('screens.guide.district')}
        hint={t('screens.guide.districtHint')}
        value={local?.district.id}
        empty={t('screens.guide.wholeCity')}
        options={districts.map(({ id, title }) => ({ value: id, label: text(title) }))}
        onChange={(district) =>
          void navigate({
            to: '/guides/$item',
            params: { item: guide.id },
            search: district ? { district } : {},
            replace: true,
          } as never)
        }
      />
      {local && (
        <Notice tone="wait" title={t('screens.guide.localTitle', { district: text(local.district.title) })}>
          <ul className={css.list}>
            {local.cityPromise && (
              <li>
                {t('screens.guide.localPromise', {
                  limit: limitText(guide.promise, t),
                  city: limitText(local.cityPromise, t),
                })}
              </li>
            )}
            {local.waives.length > 0 && (
              <li>
                {t('screens.guide.localWaives', {
                  materials: local.waives.map(text).join(t('screens.comma')),
                })}
              </li>
            )}
            {local.guide && <li>{text(local.guide)}</li>}
            {sampled(local.confidence) && <li>{t('screens.guide.toConfirm')}</li>}
          </ul>
        </Notice>
      )}
    </>
  )
}

/** A row for each business format, told by which answer it is recognised. */
export function Formats({ guide: { formats } }: { guide: Guide }) {
  const { t } = useTranslation('casework')
  const text = useText()
  if (formats.length === 0) return null
  const list = (texts: readonly Bilingual[], none: string, comma = t('screens.comma')) =>
    texts.length ? texts.map(text).join(comma) : none
  const also = t('screens.guide.formatNone')
  return (
    <Section title={t('screens.guide.formats')}>
      <p className={css.basis}>{t('screens.guide.formatsLead')}</p>
      <Table
        caption={t('screens.guide.formats')}
        rows={formats}
        keyOf={({ id }) => id}
        columns={[
          {
            id: 'format',
            title: t('screens.guide.format'),
            cell: (row) => <strong className={css.format}>{text(row.title)}</strong>,
          },
          {
            id: 'promise',
            title: t('screens.guide.promiseAndSteps'),
            cell: (row) => (
              <>
                {limitText(row.promise, t)}
                <div className={css.basis}>{row.steps.map(text).join(' → ')}</div>
              </>
            ),
          },
          {
            id: 'materials',
            title: t('screens.guide.materials'),
            cell: (row) => list(row.materials, t('screens.guide.noMaterials')),
          },
          { id: 'asked', title: t('screens.guide.formatAsked'), cell: (row) => list(row.asked, also) },
          {
            id: 'conditions',
            title: t('screens.guide.formatConditions'),
            cell: (row) => list([...row.conditions, ...(row.guide ? [row.guide] : [])], also, ' '),
          },
        ]}
      />
      {formats.some(({ confidence }) => sampled(confidence)) && (
        <p className={css.basis}>{t('screens.guide.formatsToConfirm')}</p>
      )}
    </Section>
  )
}

/** Fast tracks: what opens them, what they give, on which basis. */
export function Tracks({ guide: { tracks } }: { guide: Guide }) {
  const { t } = useTranslation('casework')
  const text = useText()
  if (tracks.length === 0) return null
  return (
    <Section title={t('screens.guide.tracks')}>
      <p className={css.basis}>{t('screens.guide.tracksLead')}</p>
      {tracks.map((track) => (
        <FactList
          key={track.id}
          rows={[
            { id: 'title', term: t('screens.guide.track'), value: <strong>{text(track.title)}</strong> },
            {
              id: 'when',
              term: t('screens.guide.trackWhen'),
              value: (
                <ul className={css.list}>
                  {track.conditions.map((condition) => (
                    <li key={condition.zh}>{text(condition)}</li>
                  ))}
                </ul>
              ),
            },
            {
              id: 'gifts',
              term: t('screens.guide.trackGives'),
              value: (
                <ul className={css.list}>
                  {giftTexts(track.gifts, t, text).map((gift) => (
                    <li key={gift}>{gift}</li>
                  ))}
                </ul>
              ),
              note: [
                track.basis.map((basis) => text(lawText(basis))).join(t('screens.comma')),
                sampled(track.confidence) && t('screens.guide.toConfirm'),
              ]
                .filter(Boolean)
                .join(' · '),
            },
          ]}
        />
      ))}
    </Section>
  )
}

/** Where it is done, when, and whom to ask. */
export function Place({ guide: { place } }: { guide: Guide }) {
  const { t } = useTranslation('casework')
  const text = useText()
  const { addresses, hours, consult, complain } = place
  const rows = [
    ...addresses.map((address) => ({
      id: address.zh,
      term: t('screens.guide.address'),
      value: text(address),
    })),
    ...(hours ? [{ id: 'hours', term: t('screens.guide.hours'), value: text(hours) }] : []),
    ...(consult ? [{ id: 'consult', term: t('screens.guide.consult'), value: consult }] : []),
    ...(complain ? [{ id: 'complain', term: t('screens.guide.complain'), value: complain }] : []),
  ]
  if (rows.length === 0) return null
  return (
    <Section title={t('screens.guide.place')}>
      <FactList rows={rows} />
    </Section>
  )
}
