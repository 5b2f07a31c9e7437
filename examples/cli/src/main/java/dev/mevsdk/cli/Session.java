package dev.mevsdk.cli;

/** What every command works with. */
record Session(Console console, Api api) {}
