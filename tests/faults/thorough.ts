/** `npm run faults -- --all` asks for as many as were agreed on; every run of the tests takes some of them. */
export const isThorough = process.env.FAULTS_THOROUGH === 'yes';
