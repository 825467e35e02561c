/**
 * The demo hospital: three old devices that write realistic files into their folders, as {@code docs/demo-hospital.md} describes.
 * Names are invented and tax numbers computed; the same call writes the same bytes. Tests and benchmarks use it too.
 */
package ua.vuzol.hub.demo;
