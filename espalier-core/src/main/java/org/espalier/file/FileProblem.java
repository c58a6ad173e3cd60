package org.espalier.file;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Describes why a file operation failed: the JDK's exceptions often give only the path. */
public final class FileProblem {

    private FileProblem() {}

    /** The reason as text, to follow "cannot write PATH: ". */
    public static String of(IOException e) {
        return switch (e) {
            case NoSuchFileException missing -> "no such file or folder";
            case AccessDeniedException denied -> "permission denied";
            case FileAlreadyExistsException there -> "a file of that name exists";
            case DirectoryNotEmptyException full -> "it is a folder that is not empty";
            case NotDirectoryException file -> "it is not a folder";
            case CharacterCodingException binary -> "it is not text in UTF-8";
            case FileSystemException other when other.getReason() != null -> other.getReason();
            case IOException other when other.getMessage() != null -> other.getMessage();
            case IOException other -> other.getClass().getSimpleName();
        };
    }
}
