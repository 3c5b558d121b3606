import { useTranslation } from 'react-i18next'
import { useAct, useRead } from '#apps/web/client/hooks.ts'
import { useText } from '#apps/web/i18n/i18n.ts'
import { Button } from '#apps/web/kits/light/Button.tsx'
import { ErrorSummary } from '#apps/web/kits/light/ErrorSummary.tsx'
import { DateFigure } from '#apps/web/kits/light/Figure.tsx'
import { proves, usable } from '../proof.ts'
import type { Proof } from '../proof-model.ts'
import css from './proofs.module.css'
import type { Preview } from './wizard.tsx'

type Material = Preview['materials'][number]

const most = 100

/** The party's licences that prove a material, issued here and collected elsewhere, each with what its level allows. */
function useProofs(partyId: string, material: Material): Proof[] {
  const asked = material.provenBy.length > 0
  const here = useRead('credential.listMyLicences', { partyId, limit: most }, { enabled: asked })
  const elsewhere = useRead('credential.listCollected', { partyId }, { enabled: asked })
  const issued = (here.data?.items ?? [])
    .filter(({ state }) => state === 'valid')
    .map(({ licenceId, title, issuedBy, number, validUntil, licenceType }) => ({
      from: 'here' as const,
      id: licenceId,
      title,
      issuer: issuedBy,
      number,
      validUntil,
      licenceType,
      level: 'A' as const,
    }))
  const collected = (elsewhere.data?.items ?? []).map(
    ({ collectedId, title, issuer, number, validUntil, level }) => ({
      from: 'elsewhere' as const,
      id: collectedId,
      title: { zh: title, en: title },
      issuer,
      number,
      validUntil,
      level,
    }),
  )
  return [...issued, ...collected].filter((one) => proves(material, one))
}

/** Licences offered instead of an upload; nothing where there is none. */
export function Proofs({
  partyId,
  caseId,
  material,
}: {
  partyId: string
  caseId: string
  material: Material
}) {
  const { t } = useTranslation('casework')
  const prove = useAct('casework.proveMaterial')
  const offered = useProofs(partyId, material)
  if (offered.length === 0) return null
  return (
    <div className={css.proofs}>
      <p>{t('screens.proof.title')}</p>
      <ul>
        {offered.map((one) => (
          <li key={one.id}>
            <LicenceLine proof={one} />
            {usable(one.level) && material.proof?.id !== one.id && (
              <Button
                pending={prove.pending}
                onClick={() =>
                  void prove.run({
                    partyId,
                    caseId,
                    material: material.id,
                    licence: { from: one.from, id: one.id },
                  })
                }
              >
                {t('screens.proof.use')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <ErrorSummary problem={prove.problem} />
      <p>{t('screens.proof.or')}</p>
    </div>
  )
}

function LicenceLine({ proof: { title, issuer, number, validUntil, level } }: { proof: Proof }) {
  const { t } = useTranslation('casework')
  const text = useText()
  return (
    <div>
      <strong>{text(title)}</strong>
      <p className={css.note}>
        {[text(issuer), number].filter(Boolean).join(' · ')}
        {validUntil && (
          <>
            {' · '}
            {t('screens.proof.until')} <DateFigure day={validUntil} />
          </>
        )}
      </p>
      <p className={css.note}>{t(`screens.proof.how.${level}`)}</p>
    </div>
  )
}
