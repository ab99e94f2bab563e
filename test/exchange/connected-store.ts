import mongoose from 'mongoose';
import { connectMongo, createCollections, disconnectMongo } from '../../services/platform/mongo.ts';

/**
 * Connects the product's database where the root hooks have not, and creates the collections of the models in use.
 * @returns disconnects what this connected
 */
export async function connectStore(): Promise<() => Promise<void>> {
  const connectedBefore = mongoose.connection.readyState === mongoose.ConnectionStates.connected;
  if (!connectedBefore) await connectMongo();
  await createCollections();
  return async () => {
    if (!connectedBefore) await disconnectMongo();
  };
}
