import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '#apps/web/client/api.ts'
import { useAct } from '#apps/web/client/hooks.ts'
import { problemFrom, type Problem } from '#apps/web/client/problem.ts'
import { useText } from '#apps/web/i18n/i18n.ts'
import { Button } from '#apps/web/kits/light/Button.tsx'
import { ErrorSummary } from '#apps/web/kits/light/ErrorSummary.tsx'
import { FileField } from '#apps/web/kits/light/FileField.tsx'
import { Tag } from '#apps/web/kits/light/Tag.tsx'
import { Proofs } from './proofs.tsx'
import type { Preview } from './wizard.tsx'
import type { WizardProps } from './wizard-frame.tsx'
import css from './wizard.module.css'

type Material = Pick<
  Preview['materials'][number],
  'id' | 'title' | 'hint' | 'required' | 'attached' | 'proof'
>

/** The few papers that only the applicant has. Everything else is fetched or written by the city. */
export function MaterialsPage({
  partyId,
  caseId,
  preview,
  onward,
}: WizardProps & { onward: (fresh: Preview) => Promise<void> }) {
  const { t } = useTranslation(['casework', 'app'])
  const text = useText()
  const [problem, setProblem] = useState<Problem>()
  const toBring = preview.materials.filter((material) => material.source === 'applicant')
  return (
    <>
      <h1 className={css.heading} data-page-heading tabIndex={-1}>
        {t('screens.step.materials')}
      </h1>
      <p className={css.why}>{t('screens.materials.why')}</p>
      <ErrorSummary problem={problem} />
      {toBring.map((material) => (
        <Upload
          key={material.id}
          partyId={partyId}
          caseId={caseId}
          material={material}
          because={preview.byFormat
            .filter(({ kind, id }) => kind === 'material' && id === material.id)
            .map(({ item, format }) =>
              t('casework:screens.terms.because', { format: text(format.title), item: text(item.title) }),
            )}
          report={setProblem}
        >
          <Proofs partyId={partyId} caseId={caseId} material={material} />
        </Upload>
      ))}
      <div className={css.acts}>
        <Button look="primary" onClick={() => void onward(preview)}>
          {t('app:act.continue')}
        </Button>
      </div>
    </>
  )
}

/** One paper to hand in, with what was handed in already. */
export function Upload({
  partyId,
  caseId,
  material,
  because = [],
  report,
  children,
}: {
  partyId: string
  caseId: string
  material: Material
  /** for which business format it is wanted, where it is not wanted of all */
  because?: readonly string[]
  report: (problem: Problem | undefined) => void
  /** what may stand in for a file */
  children?: ReactNode
}) {
  const { t } = useTranslation('casework')
  const text = useText()
  const attach = useAct('casework.attachMaterial')
  const [busy, setBusy] = useState(false)
  const choose = async (file: File) => {
    setBusy(true)
    report(undefined)
    try {
      const stored = await api.upload(file, file.name)
      await attach.run({ partyId, caseId, material: material.id, hash: stored.hash, fileName: file.name })
    } catch (error) {
      report(problemFrom(error))
    }
    setBusy(false)
  }
  const id = `material-${material.id}`
  return (
    <div className={css.group}>
      <div className={css.groupHead}>
        <strong>{text(material.title)}</strong>
        {material.attached ? (
          <Tag tone="done">{material.attached}</Tag>
        ) : material.proof ? (
          <Tag tone="done">{`${t('screens.proof.used')} · ${text(material.proof.title)}`}</Tag>
        ) : (
          <Tag tone={material.required ? 'soon' : 'idle'}>
            {t(material.required ? 'screens.materials.needed' : 'screens.materials.later')}
          </Tag>
        )}
      </div>
      {material.hint && <p className={css.why}>{text(material.hint)}</p>}
      {because.map((why) => (
        <p key={why} className={css.why}>
          {why}
        </p>
      ))}
      {children}
      <div className={css.file}>
        <FileField
          id={id}
          accept=".pdf,.png,.jpg,.jpeg"
          describes={text(material.title)}
          chosen={material.attached}
          disabled={busy}
          onChoose={(file) => void choose(file)}
        />
        {busy && <span role="status">{t('screens.materials.uploading')}</span>}
      </div>
      <ErrorSummary problem={attach.problem} />
    </div>
  )
}
