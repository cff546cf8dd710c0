package niangjia.engine.people;

/** A group of workers whom unions serve specially. */
public enum Group {
  /** New employment forms 新就业形态: couriers, riders, drivers of platforms. */
  NEW_EMPLOYMENT,
  /** Outdoor workers 户外劳动者. */
  OUTDOOR,
  /** Model workers 劳动模范. */
  MODEL_WORKER,
  /** Workers in hardship 困难职工. */
  HARDSHIP
}
