/** The policy that fixtures and simulations run: paid without application, in force on `sampleDay`. */
export const samplePolicy = 'job-stabilisation-refund'
export const sampleDay = '2025-06-30'
