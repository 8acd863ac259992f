/** Runs a PostgreSQL as long as its parent process lives, and tells it where. Apart, because the package decides the exit code of the process it is in. */
import { startCluster } from './postgres-cluster.ts';

const cluster = await startCluster();
process.once('disconnect', () => { void cluster.stop().then(() => process.exit(0)); });
process.send?.({ url: cluster.url });
