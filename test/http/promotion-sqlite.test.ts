import { promotionContract } from './promotion.contract.ts';

promotionContract(() => Promise.resolve({}));
