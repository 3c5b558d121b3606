import { useTranslation } from 'react-i18next'
import { useText } from '#apps/web/i18n/i18n.ts'
import { DateFigure } from '#apps/web/kits/light/Figure.tsx'
import { Notice } from '#apps/web/kits/light/Notice.tsx'
import { Tag } from '#apps/web/kits/light/Tag.tsx'
import { Timeline } from '#apps/web/kits/light/Timeline.tsx'
import type { JointStanding } from '../bundle/bundle.ts'
import type { BundledPart, HistoryLine } from '../model.ts'
import css from './wallet.module.css'

export type ShownPart = Pick<
  BundledPart,
  'number' | 'title' | 'from' | 'until' | 'lapsed' | 'essential' | 'without'
>
export type ShownLine = Omit<HistoryLine, 'reason'> & { readonly reason?: string | undefined }

/** What a licence no longer allows, because a part of it has lapsed; nothing while it is whole. */
export function JointNotice({ joint, parts }: { joint: JointStanding; parts: readonly ShownPart[] }) {
  const { t } = useTranslation('credential')
  const text = useText()
  if (joint === 'whole') return null
  const lapsed = parts.filter((part) => part.lapsed !== undefined)
  return (
    <Notice tone={joint === 'halted' ? 'late' : 'soon'} title={t(`screens.life.joint.${joint}`)}>
      <ul>
        {lapsed.map((part) => (
          <li key={part.number}>
            {text(part.title)}
            {t('screens.life.colon')}
            {t(`screens.life.lapsed.${part.lapsed ?? 'invalid'}`)}
            {part.without && ` · ${text(part.without)}`}
          </li>
        ))}
      </ul>
    </Notice>
  )
}

/** The licences behind a code, each with how it stands and whether the carrying licence can do without it. */
export function LicenceParts({ parts }: { parts: readonly ShownPart[] }) {
  const text = useText()
  return (
    <ul className={css.partList}>
      {parts.map((part) => (
        <li key={part.number}>
          <div>
            <strong>{text(part.title)}</strong>
            <PartTerm part={part} />
          </div>
          <PartTag part={part} />
        </li>
      ))}
    </ul>
  )
}

function PartTerm({ part }: { part: ShownPart }) {
  const { t } = useTranslation('credential')
  return (
    <p className={css.note}>
      <span className={css.number}>{part.number}</span>
      {part.essential && <> · {t('screens.life.essential')}</>}
      {part.until && (
        <>
          {' '}
          · {t('screens.wallet.until')} <DateFigure day={part.until} />
        </>
      )}
    </p>
  )
}

function PartTag({ part: { lapsed } }: { part: ShownPart }) {
  const { t } = useTranslation('credential')
  if (!lapsed) return <Tag tone="done">{t('screens.state.valid')}</Tag>
  return <Tag tone={lapsed === 'not-yet' ? 'wait' : 'late'}>{t(`screens.life.lapsed.${lapsed}`)}</Tag>
}

const sad = new Set<ShownLine['what']>(['suspended', 'revoked', 'halted'])

/** What happened to a licence, oldest first, with why where the reader may know. */
export function LicenceHistory({ lines }: { lines: readonly ShownLine[] }) {
  const { t } = useTranslation('credential')
  return (
    <Timeline
      entries={lines.map((line, i) => ({
        id: `${i}-${line.what}`,
        at: line.at,
        title: t(`screens.life.what.${line.what}`),
        detail: <LineDetail line={line} />,
        state: sad.has(line.what) ? 'refused' : 'done',
      }))}
    />
  )
}

function LineDetail({ line: { reason, legalBasis, numbers } }: { line: ShownLine }) {
  return (
    <>
      {reason && <div>{reason}</div>}
      {legalBasis && <div className={css.note}>{legalBasis}</div>}
      {numbers?.map((number) => (
        <div key={number} className={css.number}>
          {number}
        </div>
      ))}
    </>
  )
}
