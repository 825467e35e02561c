/**
 * Data sets as text: the DICOM JSON Model (PS3.18 Annex F) and the Native DICOM Model in XML (PS3.19 A.1), written and read as
 * streams. Both are Unicode whatever the data set was encoded in. A value that its VR cannot show, such as text whose bytes mean
 * nothing in the declared character set, goes out as VR UN with its bytes in Base64, so that nothing is lost; group lengths and
 * File Meta Information are no part of the models and are left out in both directions.
 */
package ua.vuzol.dicom.model;
