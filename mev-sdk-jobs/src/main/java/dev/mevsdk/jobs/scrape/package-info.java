/** Exports of what was ingested, as jobs. Entry types: {@link dev.mevsdk.jobs.scrape.DatasetService}, {@link dev.mevsdk.jobs.scrape.ScrapeHandler}. */
@NullMarked
package dev.mevsdk.jobs.scrape;

import org.jspecify.annotations.NullMarked;
