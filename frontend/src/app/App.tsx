import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { createHashRouter, RouterProvider } from 'react-router'
import { ConfigProvider } from '../shared/config/context.tsx'
import type { Config } from '../shared/config/schema.ts'
import { ErrorPage } from './ErrorPage.tsx'
import { Layout } from './Layout.tsx'
import { MarketPages } from './MarketPages.tsx'
import { NotFound } from './NotFound.tsx'

const queries = new QueryClient({
  defaultOptions: { queries: { refetchOnWindowFocus: true, gcTime: 300_000 } },
})

const router = createHashRouter([
  {
    element: <Layout />,
    errorElement: <ErrorPage />,
    children: [
      {
        element: <MarketPages />,
        children: [
          page('/', () => import('../routes/offers.tsx')),
          page('/offers/:offerId', () => import('../routes/offer.tsx')),
          page('/agreements', () => import('../routes/agreements.tsx')),
          page('/agreements/:agreementId', () => import('../routes/agreement.tsx')),
          page('/agreements/:agreementId/end', () => import('../routes/end.tsx')),
          page('/deploy/:agreementId', () => import('../routes/deploy.tsx')),
          page('/vendor', () => import('../routes/vendor.tsx')),
        ],
      },
      // Works without a market: here its RPC is changed.
      page('/settings', () => import('../routes/settings.tsx')),
      ...(import.meta.env.MODE === 'demo' ? [page('/kit', () => import('../routes/kit.tsx'))] : []),
      { path: '*', element: <NotFound /> },
    ],
  },
])

/** A page that is loaded when it is visited. */
function page(path: string, load: () => Promise<{ default: () => ReactNode }>) {
  return { path, lazy: async () => ({ Component: (await load()).default }) }
}

/** The dApp. */
export function App({ config }: { config: Config }) {
  return (
    <ConfigProvider value={config}>
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </ConfigProvider>
  )
}
