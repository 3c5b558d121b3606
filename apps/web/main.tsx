import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode, Suspense } from 'react'
import { createRoot } from 'react-dom/client'
import './tokens.css'
import './base.css'
import { askWhoIsHere, queryClient } from './client/hooks.ts'
import { startWords } from './i18n/i18n.ts'
import { router } from './router.tsx'
import { applyPreferences } from './shell/preferences.ts'

applyPreferences()
askWhoIsHere()
const words = startWords()
// The page's own files and what it asks for are on their way while the words come.
void router.load()
await words
const place = document.querySelector('#app')
if (!place) throw new Error('the page has no place for the app')
createRoot(place).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <Suspense>
        <RouterProvider router={router} />
      </Suspense>
    </QueryClientProvider>
  </StrictMode>,
)
void import('./fonts.css')
