import { useParams } from '@tanstack/react-router'
import type { Output } from '#apps/web/client/contracts.ts'
import { useRead } from '#apps/web/client/hooks.ts'
import { Loaded } from '#apps/web/kits/light/Loaded.tsx'
import { SignedIn } from '#apps/web/shell/SignedIn.tsx'
import { useCaseOwner } from './case-owner.tsx'
import { WizardFrame } from './wizard-frame.tsx'
import css from './wizard.module.css'

export type Form = Output<'casework.getThemeForm'>
export type Preview = Output<'casework.previewAnswers'>

/** One theme filled in: one question group per page, everything saved as it is typed. */
export default function WizardScreen() {
  return <SignedIn>{() => <Owned />}</SignedIn>
}

function Owned() {
  const { caseId = '', theme = '' } = useParams({ strict: false })
  return useCaseOwner(caseId, (partyId) => <Wizard partyId={partyId} caseId={caseId} theme={theme} />)
}

function Wizard({ partyId, caseId, theme }: { partyId: string; caseId: string; theme: string }) {
  const form = useRead('casework.getThemeForm', { theme })
  const preview = useRead('casework.previewAnswers', { partyId, caseId })
  return (
    <div className={css.page}>
      <Loaded result={form} lines={6}>
        {(theForm) => (
          <Loaded result={preview} lines={6}>
            {(thePreview) => (
              <WizardFrame
                partyId={partyId}
                caseId={caseId}
                form={theForm}
                preview={thePreview}
                refresh={async () => (await preview.refetch()).data}
              />
            )}
          </Loaded>
        )}
      </Loaded>
    </div>
  )
}
