/** Values of a field have to be read, or removed. `{ fieldId }` */
export const fieldWorkRequested = "fields/field.work-requested";
/** The tree of regions changed: people and stores are to be matched again. `{}` */
export const regionsChanged = "fields/regions.changed";
