import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '#apps/web/client/api.ts'
import type { Output } from '#apps/web/client/contracts.ts'
import { useRead } from '#apps/web/client/hooks.ts'
import { useText } from '#apps/web/i18n/i18n.ts'
import { Button } from '#apps/web/kits/light/Button.tsx'
import { EmptyState } from '#apps/web/kits/light/EmptyState.tsx'
import { FactList } from '#apps/web/kits/light/FactList.tsx'
import { DateFigure } from '#apps/web/kits/light/Figure.tsx'
import { Loaded } from '#apps/web/kits/light/Loaded.tsx'
import { Notice } from '#apps/web/kits/light/Notice.tsx'
import { QR } from '#apps/web/kits/light/QR.tsx'
import { ForCompany } from '#apps/web/shell/ForCompany.tsx'
import { Disclose } from './disclose.tsx'
import { Collected } from './collected.tsx'
import { JointNotice, LicenceHistory, LicenceParts } from './licence-life.tsx'
import { LicenceTag } from './licence-tag.tsx'
import css from './wallet.module.css'

type Summary = Output<'credential.listMyLicences'>['items'][number]
type Licence = Output<'credential.getLicence'>

const most = 50

const isDay = (value: string) => /^\d{4}-\d{2}-\d{2}$/.test(value)

/** The licence that everything hangs on, then the others in the order of their issue. */
const inOrderOfIssue = (licences: readonly Summary[]) =>
  [...licences].sort((a, b) => Number(b.base) - Number(a.base) || (a.issuedAt < b.issuedAt ? -1 : 1))

/** The enterprise's licences: what each says, whether it stands, and the code to show. */
export default function WalletScreen() {
  const { t } = useTranslation('credential')
  return (
    <ForCompany title={t('screens.wallet.title')} lead={t('screens.wallet.lead')}>
      {(company) => (
        <>
          <Wallet key={company.partyId} partyId={company.partyId} />
          <Collected partyId={company.partyId} />
        </>
      )}
    </ForCompany>
  )
}

function Wallet({ partyId }: { partyId: string }) {
  const { t } = useTranslation('credential')
  const licences = useRead('credential.listMyLicences', { partyId, limit: most })
  return (
    <Loaded result={licences} lines={4}>
      {({ items }) =>
        items.length === 0 ? (
          <EmptyState title={t('screens.wallet.none')}>{t('screens.wallet.noneText')}</EmptyState>
        ) : (
          <Shelves licences={inOrderOfIssue(items)} />
        )
      }
    </Loaded>
  )
}

/** What stands is in hand; what ended is kept, out of the way. */
function Shelves({ licences }: { licences: readonly Summary[] }) {
  const { t } = useTranslation('credential')
  const past = licences.filter(({ state }) => over.has(state))
  return (
    <>
      {licences
        .filter((licence) => !past.includes(licence))
        .map((licence, i) => (
          <LicenceCard key={licence.licenceId} licence={licence} first={i === 0} />
        ))}
      {past.length > 0 && (
        <details>
          <summary>{t('screens.wallet.past', { number: past.length })}</summary>
          {past.map((licence) => (
            <LicenceCard key={licence.licenceId} licence={licence} first={false} />
          ))}
        </details>
      )}
    </>
  )
}

const over: ReadonlySet<Summary['state']> = new Set(['replaced', 'cancelled', 'revoked'])

function LicenceCard({ licence, first }: { licence: Summary; first: boolean }) {
  const { t } = useTranslation('credential')
  const text = useText()
  const [open, setOpen] = useState(first)
  return (
    <article className={css.licence}>
      <div className={css.head}>
        <div>
          <h2>{text(licence.title)}</h2>
          <p>{licence.holderName}</p>
          <p className={css.note}>
            {text(licence.issuedBy)} · <DateFigure day={licence.validFrom} />
            {licence.validUntil && (
              <>
                {' '}
                {t('screens.wallet.until')} <DateFigure day={licence.validUntil} />
              </>
            )}
          </p>
        </div>
        <LicenceTag state={licence.state} joint={licence.joint} />
      </div>
      {open ? (
        <LicenceOpen licence={licence} />
      ) : (
        <Button onClick={() => setOpen(true)}>{t('screens.wallet.show')}</Button>
      )}
    </article>
  )
}

function LicenceOpen({ licence: { partyId, licenceId } }: { licence: Summary }) {
  const licence = useRead('credential.getLicence', { partyId, licenceId })
  return (
    <Loaded result={licence} lines={5}>
      {(answer) => <LicenceSays licence={answer} />}
    </Loaded>
  )
}

function LicenceSays({ licence }: { licence: Licence }) {
  const { t } = useTranslation('credential')
  const text = useText()
  const { partyId, licenceId } = licence
  return (
    <>
      <JointNotice joint={licence.state === 'valid' ? licence.joint : 'whole'} parts={licence.parts} />
      {licence.replacedBy && (
        <Notice tone="soon" title={t('screens.life.replacedBy')}>
          <p className={css.number}>{licence.replacedBy.number}</p>
        </Notice>
      )}
      {licence.act && (
        <Notice tone="soon" title={licence.act.reason}>
          <p>{licence.act.legalBasis}</p>
        </Notice>
      )}
      <div className={css.body}>
        {licence.link && <Code licence={licence} />}
        <div>
          <FactList
            rows={[
              { id: 'number', term: t('screens.wallet.number'), value: licence.number },
              ...licence.claims.map((claim) => ({
                id: claim.id,
                term: text(claim.title),
                value: isDay(claim.value) ? <DateFigure day={claim.value} /> : claim.value,
                note: claim.keptBack ? t('screens.wallet.keptBack') : undefined,
              })),
            ]}
          />
          {licence.parts.length > 0 && (
            <>
              <h3 className={css.parts}>{t('screens.wallet.parts')}</h3>
              <LicenceParts parts={licence.parts} />
            </>
          )}
          <details className={css.history}>
            <summary>{t('screens.life.history')}</summary>
            <LicenceHistory lines={licence.history} />
          </details>
          <Disclose licence={licence} />
          <p className={css.print}>
            <a href={api.href('credential.printLicence', { partyId, licenceId })}>
              {t('screens.wallet.pdf')}
            </a>
          </p>
        </div>
      </div>
    </>
  )
}

/** One code for good. Beside it, for somebody without a network, one that names the parts of this moment. */
function Code({ licence }: { licence: Licence }) {
  const { t } = useTranslation('credential')
  const text = useText()
  const [ofNow, setOfNow] = useState(false)
  const { link = '', momentLink } = licence
  return (
    <figure className={css.code}>
      <QR
        text={ofNow && momentLink ? momentLink : link}
        label={t('screens.wallet.code', { title: text(licence.title) })}
      />
      <figcaption className={css.note}>
        {t(`screens.wallet.${ofNow ? 'momentText' : momentLink ? 'codeText' : 'codeAlone'}`)}
      </figcaption>
      {momentLink && (
        <Button look="quiet" onClick={() => setOfNow(!ofNow)}>
          {t(ofNow ? 'screens.wallet.usual' : 'screens.wallet.moment')}
        </Button>
      )}
    </figure>
  )
}
