/** Query and retrieve on the catalogue (PS3.4 C): what an identifier asks for, as SQL, and the answers. */
package ua.vuzol.archive.query;
